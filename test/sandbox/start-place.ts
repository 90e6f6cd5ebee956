// Where `npm start` listens and where its data are. One variable decides both.
import { join } from 'node:path';
import type { DemoPlace } from './demo-environment';

export interface StartPlace extends DemoPlace {
  /** Stable, so that a connection made yesterday still points at the sandbox of today. */
  readonly sandboxPort: number;
}

/** A connection points at its port's sandbox, so another port has data of its own. Throws if PORT is no port. */
export function toStartPlace(root: string, PORT = '3978'): StartPlace {
  const port = Number(PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65_534)
    throw new Error('PORT must be a number from 1 to 65534.');
  return { port, sandboxPort: port + 1, dataFolder: join(root, '.data', String(port)) };
}
