const form = document.querySelector("form");
const status = form.querySelector("[role=status]");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const response = await fetch("/publish", {
    method: "POST",
    body: JSON.stringify(Object.fromEntries(new FormData(form))),
  });
  const { problem } = await response.json();
  status.textContent = problem ? `This is not a public key: ${problem}` : "Published. It is found from now on.";
});
