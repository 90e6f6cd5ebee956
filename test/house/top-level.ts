// Which files and folders may stand at the project's top level.
import type { Fault } from './source';

const allowed = [
  'tabs',
  'api',
  'manifest',
  'test',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'webpack.config.js',
  'README.md',
  'LICENSE',
];
/** Made by a command, never committed. */
const generated = ['node_modules', 'dist'];

export function findStrays(names: readonly string[]): Fault[] {
  return names
    .filter((name) => !name.startsWith('.') && !allowed.includes(name) && !generated.includes(name))
    .map((name) => ({
      where: name,
      remedy:
        'move it into tabs, api, manifest or test; settings of a tool go into package.json or a dot-file',
    }));
}
