const KEY = "kalint-theme";

/** The chosen look is kept where the browser allows it. */
export function restoreTheme(): void {
  try {
    const theme = localStorage.getItem(KEY);
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Without storage the look follows the system.
  }
}

/** From light to dark and back. */
export function switchTheme(): void {
  const { dataset } = document.documentElement;
  const isDark =
    dataset.theme === undefined ? matchMedia("(prefers-color-scheme: dark)").matches : dataset.theme === "dark";
  dataset.theme = isDark ? "light" : "dark";
  try {
    localStorage.setItem(KEY, dataset.theme);
  } catch {
    // See above.
  }
}
