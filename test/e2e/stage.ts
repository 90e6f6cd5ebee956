// Everything that a story needs, on free ports: the demo as `npm start` builds it, a browser, and people who enter.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { TeamAddress } from '../../api/contract/paths';
import { startDemo } from '../sandbox/demo';
import type { FurtherId } from '../sandbox/persona';
import type { Sandbox } from '../sandbox/sandbox';
import { openBrowser } from '../support/browser';
import { type Actor, enter, type Look } from './actor';
import { createTeam, type Team } from './team';

export interface Stage {
  /** Where the API and the Teams page are. */
  readonly url: string;
  readonly sandbox: Sandbox;
  /** Opens the Teams page as somebody. Closed with the stage. */
  readonly enter: (look?: Look, prepare?: (page: Page) => void) => Promise<Actor>;
  /** As the owner, over HTTP. */
  readonly team: (address?: TeamAddress) => Team;
  readonly stopApi: () => Promise<void>;
  readonly startApi: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** `personas`: beside the ones that every demo has. */
export async function startStage(personas: readonly FurtherId[] = []): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'patients-story-'));
  const browser = await openBrowser();
  const actors: Actor[] = [];
  const demo = await startDemo({ port: 0, dataFolder: folder, personas });
  const close = async () => {
    await Promise.all(actors.splice(0).map((actor) => actor.close()));
  };
  return {
    url: demo.url,
    sandbox: demo.sandbox,
    enter: async (look = {}, prepare) => {
      const actor = await enter(browser, demo.url, look, prepare);
      actors.push(actor);
      return actor;
    },
    team: (address) =>
      createTeam(
        () => demo.url,
        () => demo.sandbox.tokenFor('olivia'),
        address,
      ),
    stopApi: () => demo.stopApi(),
    startApi: () => demo.startApi(),
    stop: async () => {
      await close();
      await Promise.all([demo.stop(), browser.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
