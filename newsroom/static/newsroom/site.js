// Small comforts; every page works without them.

// On a narrow screen the navigation runs sideways: begin where the reader is.
const here = document.querySelector(".sections [aria-current]")
if (here) {
  const row = here.closest("nav")
  const place = here.getBoundingClientRect()
  row.scrollLeft = place.left + place.width / 2 - row.clientWidth / 2
}

// An address holds only what was chosen.
for (const form of document.querySelectorAll(".filter form")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const name of new Set(formData.keys())) {
      const values = formData.getAll(name).filter((value) => value.trim())
      formData.delete(name)
      values.forEach((value) => formData.append(name, value))
    }
  })
}
