// Lets readers follow a chart with pointer, finger or arrow keys, and tells what stands there.
// Without this file the chart is whole, and its figures are in the table beneath.

const NAMESPACE = "http://www.w3.org/2000/svg"
// The box of the line, and where in the chart it lies, as templates/tickers/_chart.html has it.
const [WIDTH, HEIGHT, TOP, TALL] = [2000, 1000, 10, 76]
const DAY = 86_400_000
const told = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" })

function add(svg, name) {
  const element = document.createElementNS(NAMESPACE, name)
  element.setAttribute("class", "reading")
  svg.append(element)
  return element
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
}

function follow(figure) {
  const svg = figure.querySelector("svg")
  const reader = figure.querySelector(".chart-reader")
  const [slider, words] = reader.children
  const first = Date.parse(figure.dataset.first)
  const days = figure.dataset.days.split(" ").map(Number)
  const values = figure.dataset.values.split("|")
  const places = svg.querySelector("path").getAttribute("d").slice(1).split("L")
    .map((place) => place.split(" ").map(Number))
  const line = add(svg, "line")
  const dot = add(svg, "circle")

  function tell(index) {
    const [x, y] = places[index]
    const along = `${(100 * x) / WIDTH}%`
    set(line, { x1: along, x2: along, y1: `${TOP}%`, y2: `${TOP + TALL}%` })
    set(dot, { cx: along, cy: `${TOP + (TALL * y) / HEIGHT}%`, r: 4.5 })
    const text = `${told.format(first + days[index] * DAY)}: ${values[index]}`
    words.textContent = text
    slider.setAttribute("aria-valuetext", text)
    svg.classList.add("is-read")
  }

  function nearest(event) {
    const box = svg.getBoundingClientRect()
    const day = (days.at(-1) * (event.clientX - box.left)) / box.width
    const after = days.findIndex((each) => each >= day)
    if (after <= 0) return after < 0 ? days.length - 1 : 0
    return day - days[after - 1] < days[after] - day ? after - 1 : after
  }

  slider.max = days.length - 1
  slider.value = slider.max
  slider.setAttribute("aria-valuetext", `${told.format(first + days.at(-1) * DAY)}: ${values.at(-1)}`)
  reader.hidden = false
  slider.addEventListener("input", () => tell(Number(slider.value)))
  slider.addEventListener("focus", () => tell(Number(slider.value)))
  svg.addEventListener("pointermove", (event) => {
    slider.value = nearest(event)
    tell(Number(slider.value))
  })
}

document.querySelectorAll(".chart").forEach(follow)
