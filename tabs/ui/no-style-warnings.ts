// Stands in for parts of Griffel that a built tab does without (see webpack.config.js): warnings that only a developer reads,
// and the search for styles that a server has drawn, which ours doesn't.

export function warnAboutUnresolvedRule(): void {
  // A rule that isn't CSS is left out, as Griffel does after its warning.
}

export function warnAboutUnsupportedProperties(): void {
  // As above.
}

export function rehydrateRendererCache(): void {
  // There is nothing to find.
}
