// Stands in for Fluent's table of tokens (see webpack.config.js): each is the CSS variable of its own name, so that the table,
// 4 kB of the first screen, needn't be sent. Only what lies above something else has a number to fall back on.
const layers: Readonly<Record<string, number>> = {
  zIndexBackground: 0,
  zIndexContent: 1,
  zIndexOverlay: 1000,
  zIndexPopup: 2000,
  zIndexMessages: 3000,
  zIndexFloating: 4000,
  zIndexPriority: 5000,
  zIndexDebug: 6000,
};

export const tokens = new Proxy<Record<string, string>>(
  {},
  {
    get: (_none, name) => {
      const key = String(name);
      return key in layers ? `var(--${key}, ${layers[key]})` : `var(--${key})`;
    },
  },
);
