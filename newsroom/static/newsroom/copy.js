// Buttons that copy a text. Without this file it is selected and copied as any other.

for (const button of document.querySelectorAll("[data-copies]")) {
  const text = document.getElementById(button.dataset.copies)
  const said = button.closest("details").querySelector("[role=status]")
  button.hidden = false
  button.addEventListener("click", async () => {
    text.select()
    try {
      await navigator.clipboard.writeText(text.value)
      said.textContent = "Copied."
    } catch {
      // Not over http, and not where it is forbidden: it is selected, at least.
      said.textContent = "Selected: press Ctrl+C to copy it."
    }
  })
}
