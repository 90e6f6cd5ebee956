// Everything that a story needs, on free ports: the demo as `npm start` builds it, a browser, and people who enter.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { TeamAddress } from '../../api/contract/paths';
import { createDataTool } from '../../api/operate-data';
import { runTool } from '../../api/operator/tool';
import { startDemo } from '../sandbox/demo';
import { toDemoEnvironment } from '../sandbox/demo-environment';
import { type FurtherId, tenantIds } from '../sandbox/persona';
import type { Sandbox } from '../sandbox/sandbox';
import { openBrowser } from '../support/browser';
import { createTestTerminal } from '../support/test-terminal';
import { type Actor, enter, type Look } from './actor';
import { createTeam, type Team, ward5 } from './team';

export interface Stage {
  /** Where the API and the Teams page are. */
  readonly url: string;
  readonly sandbox: Sandbox;
  /** Opens the Teams page as somebody. Closed with the stage. */
  readonly enter: (look?: Look, prepare?: (page: Page) => void) => Promise<Actor>;
  /** As the owner, over HTTP. */
  readonly team: (address?: TeamAddress) => Team;
  /** By the operator's command, at the machine: its data go, and the key that they were sealed with. */
  readonly forgetTeam: (address?: TeamAddress) => Promise<void>;
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
    forgetTeam: async ({ teamId } = ward5) => {
      const env = toDemoEnvironment(demo.sandbox, { port: 0, dataFolder: folder });
      const words = ['forget', tenantIds.seaview, teamId, '--yes'];
      const code = await runTool(createDataTool({ env }), words, createTestTerminal());
      if (code !== 0) throw new Error(`the team was not forgotten: ${code}`);
    },
    stopApi: () => demo.stopApi(),
    startApi: () => demo.startApi(),
    stop: async () => {
      await close();
      await Promise.all([demo.stop(), browser.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
