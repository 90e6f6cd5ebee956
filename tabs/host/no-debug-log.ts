// teams-js has a log of its own, which "debug" in the browser's storage switches on: it would write every token to the console.

/** To be called before teams-js is loaded, which looks there once. */
export function forgetDebugFlag(): void {
  try {
    localStorage.removeItem('debug');
  } catch {
    // No storage is given to us; teams-js has none either.
  }
}
