document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-undo]");
  if (!button) return;
  button.disabled = true;
  try {
    const answer = await fetch("./", {
      method: "POST", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ do: "undo", ids: [button.dataset.undo] }),
    });
    if (answer.ok) return location.reload();
    $("#said").textContent = (await answer.json()).error;
  } catch {
    $("#said").textContent = "The server does not answer: is `bitexte review` still running?";
  }
  button.disabled = false;
});
