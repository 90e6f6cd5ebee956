// Stands in for rtl-css-js in Griffel (see webpack.config.js): a rule is its own mirror, since no language of ours needs one.

export function convertProperty(
  key: string,
  value: unknown,
): { readonly key: string; readonly value: unknown } {
  return { key, value };
}

export function convert<T>(rules: T): T {
  return rules;
}
