document.body.textContent="stub";
