// Sets a strip of rates in motion, and lets readers stop it. Without this file, and where less
// motion is wanted, every pair stands still and can be read.

const KEY = "rates"
const REST = 4000 // ms in which the first pairs are read before anything moves

function remembered() {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null // Storage may be forbidden: then the choice holds for this page.
  }
}

function remember(state) {
  try {
    localStorage.setItem(KEY, state)
  } catch {
    // As above.
  }
}

function set(strip, state) {
  strip.dataset.state = state
  strip.querySelector(".ticker-switch .hidden").textContent =
    state === "paused" ? "Play the rates" : "Pause the rates"
  strip.querySelector(".ticker-window").scrollLeft = 0
}

for (const strip of document.querySelectorAll(".ticker.moves:not([data-state])")) {
  const items = [...strip.querySelectorAll("li")]
  const button = strip.querySelector(".ticker-switch")
  const row = strip.querySelector(".ticker-window")
  strip.style.setProperty("--n", items.length)
  items.forEach((item, index) => item.style.setProperty("--i", index))
  set(strip, remembered() === "paused" ? "paused" : "resting")
  setTimeout(() => { if (strip.dataset.state === "resting") set(strip, "playing") }, REST)
  button.hidden = false
  button.addEventListener("click", () => {
    set(strip, strip.dataset.state === "paused" ? "playing" : "paused")
    remember(strip.dataset.state)
  })
  // While it has the focus the row stands still and can be scrolled; it moves on from its start.
  row.addEventListener("blur", () => { if (strip.dataset.state === "playing") row.scrollLeft = 0 })
}
