// Copies the sentence that tells of a result. Without this script one selects it and copies it by hand.

function setUpSharing() {
  const button = document.querySelector("button[data-copy]");
  // Only where a page may write to the clipboard: over HTTPS, and on one's own machine.
  if (!button || !navigator.clipboard) return;
  const text = document.getElementById(button.dataset.copy);
  const status = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      status.textContent = button.dataset.copied;
    } catch {
      status.textContent = button.dataset.failed;
    }
  });
}
