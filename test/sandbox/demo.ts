// The whole product on this machine: sandbox, API with the embedded store, and the page that plays Teams, on one origin.
// `npm start`, the browser stories and the bench all start it here.
import express from 'express';
import { compose } from '../../api/compose';
import { listen, readServerConfig } from '../../api/server';
import { findFreePort } from '../support/free-port';
import { findSearchedLog } from '../support/kept-log';
import { graphCallsPerSecond, noLimit } from '../support/rates';
import { type DemoPlace, type SandboxOffers, toDemoEnvironment } from './demo-environment';
import { createDemoKeys } from './demo-keys';
import type { FurtherId } from './persona';
import { type Sandbox, startSandbox } from './sandbox';
import { buildTab, tabFolder } from './tab-build';
import { type DemoPerson, people, toDemoTeams } from './teams/people';
import { createTeamsHost } from './teams-host/teams-host';

export interface DemoApp {
  /** Origin of the app; the Teams page is at `/teams`. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export interface Demo {
  readonly url: string;
  readonly sandbox: Sandbox;
  /** The API goes away and comes back on the same port with the same data. */
  readonly stopApi: () => Promise<void>;
  readonly startApi: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface DemoOptions extends DemoPlace {
  /** Is told each step as it begins. */
  readonly say?: (line: string) => void;
  readonly sandboxPort?: number;
  /** Beside the ones that every demo has. */
  readonly personas?: readonly FurtherId[];
}

const drainMs = 2_000;
/** A demo is used by one hand, and a bench by a fast one. */
const requestsPerMinute = noLimit;

async function askForToken(entraBase: string, person: DemoPerson): Promise<string> {
  const answer = await fetch(`${entraBase}/demo-token`, {
    method: 'POST',
    body: JSON.stringify({ oid: person.oid }),
  });
  const { access_token } = await answer.json();
  return access_token;
}

/** The API and the Teams page, talking to a sandbox that runs already. `extra`: further variables of the configuration. */
export async function startDemoApp(
  offers: SandboxOffers,
  place: DemoPlace,
  extra: Readonly<Record<string, string>> = {},
): Promise<DemoApp> {
  const port = place.port === 0 ? await findFreePort() : place.port;
  const url = `http://localhost:${port}`;
  const logTo = findSearchedLog();
  const environment = {
    ...toDemoEnvironment(offers, { ...place, port }),
    ...(logTo && { PATIENTS_LOG_LEVEL: 'debug' }),
    PATIENTS_PUBLIC_URL: url,
    ...extra,
  };
  const config = readServerConfig(environment, 'demo');
  const composed = await compose(config, {
    tabFolder,
    requestsPerMinute,
    graphCallsPerSecond,
    ...(logTo && { logTo }),
  });
  const outer = express();
  outer.disable('x-powered-by');
  const tokenFor = (person: DemoPerson) => askForToken(offers.entraBase, person);
  outer.use('/teams', createTeamsHost({ people, findTeams: toDemoTeams, tokenFor }));
  outer.use(composed.app);
  const listening = await listen(outer, { host: config.host, port });
  composed.warmUp();
  return {
    url,
    stop: async () => {
      composed.startDraining();
      await listening.stop(drainMs);
      await composed.close();
    },
  };
}

export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { port, dataFolder, say = () => undefined, sandboxPort = 0, personas = [] } = options;
  const keys = personas.length > 0 ? await createDemoKeys(dataFolder) : undefined;
  const { environment, ...registered } = keys ?? { environment: {} };
  say('starting the sandbox: FHIR servers, partners, sign-in …');
  const starting = startSandbox({ port: sandboxPort, personas, ...registered });
  const [sandbox] = await Promise.all([starting, buildTab(say)]);
  say('starting the API with its database, and the page that plays Teams …');
  let app = await startDemoApp(sandbox, { port, dataFolder }, environment);
  const place = { port: Number(new URL(app.url).port), dataFolder };
  return {
    url: app.url,
    sandbox,
    stopApi: () => app.stop(),
    startApi: async () => {
      app = await startDemoApp(sandbox, place, environment);
    },
    stop: async () => {
      await app.stop();
      await sandbox.close();
    },
  };
}
