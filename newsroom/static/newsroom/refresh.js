// While a provider is being asked the table of providers is drawn anew, until all is quiet.

const EVERY = 3000

async function refresh() {
  const form = document.querySelector("[data-refresh]")
  if (!form) return
  const answer = await fetch(form.dataset.refresh).catch(() => null)
  // Whoever is at a button of the table keeps it.
  if (answer?.ok && !answer.redirected && !form.contains(document.activeElement)) form.outerHTML = await answer.text()
  setTimeout(refresh, EVERY)
}

setTimeout(refresh, EVERY)
