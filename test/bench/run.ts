// `npm run bench`: what the product promises about speed, measured side by side in one run, as ratios.
//   npm run bench -- --json     one JSON object for machines
import { setTimeout } from 'node:timers/promises';
import { outboundLimits } from '../../api/contract/limits';
import type { TeamAddress } from '../../api/contract/paths';
import type { JournalEntry } from '../sandbox/control/journal';
import type { Knobs } from '../sandbox/control/knobs';
import type { PersonaId } from '../sandbox/persona';
import { people } from '../sandbox/teams/people';
import { ensureBrowser } from '../support/browser';
import { type ApiClient, createApiClient } from './api-client';
import type { ApiReady } from './api-process';
import { startChild } from './child';
import { createDirectClient, type FhirServer } from './direct-client';
import { countTokens, measureAgainstFanOut } from './fan-out';
import { measureFirstLoad } from './first-load';
import {
  measureAgainstIdeal,
  measureSearch,
  type NaiveTimes,
  type Opening,
  timeAgainstNaive,
  toNaiveResult,
} from './lists';
import { type Result, toJson, toTable } from './report';
import type { SandboxReady } from './sandbox-process';

const latencyMs = 40;
const slowEntryMs = 3;
const patientsOnList = 50;
/** A token that is taken for good so long, and no longer than a list needs to be opened. */
const usableTokenSeconds = 3;
const goals = {
  ideal: { most: 1.25 },
  naive: { least: 30 },
  fanOut: { most: 1.3 },
  tokens: { most: 1 },
  search: { most: 1.15 },
} as const;
const search = 'name=ma&_count=20';
const wards: Record<'open' | 'meridian', TeamAddress> = {
  open: { teamId: 'aaaaaaaa-0005-4000-8000-000000000005', channelId: '19:general-a@thread.tacv2' },
  meridian: { teamId: 'aaaaaaaa-0006-4000-8000-000000000006', channelId: '19:general-a6@thread.tacv2' },
};

const say = (line: string) => process.stderr.write(`${line}\n`);

async function postJson(url: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function getPartnerToken({ partnerRegistry }: SandboxReady): Promise<string> {
  const partner = partnerRegistry.find((one) => one.id === 'meridian');
  if (!partner) throw new Error('the sandbox has no Meridian');
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: partner.auth.clientId,
    client_secret: partner.auth.clientSecret,
    scope: people.olivia.tid,
  });
  const answer = await fetch(partner.tokenEndpoint, { method: 'POST', body: form });
  return (await answer.json()).access_token;
}

async function toServers(sandbox: SandboxReady): Promise<Record<'open' | 'meridian', FhirServer>> {
  const authorization = `Bearer ${await getPartnerToken(sandbox)}`;
  return {
    open: { base: sandbox.links.open, headers: {}, coverageBy: 'patient' },
    meridian: { base: sandbox.links.meridian, headers: { authorization }, coverageBy: 'beneficiary' },
  };
}

async function findPatients(server: FhirServer): Promise<string[]> {
  const client = createDirectClient(server);
  try {
    const { entry } = await client.search(`_count=${patientsOnList}`);
    return entry.map((each) => each.resource.id);
  } finally {
    await client.close();
  }
}

interface Stage {
  readonly sandbox: SandboxReady;
  readonly api: ApiReady;
  readonly token: string;
  readonly servers: Record<'open' | 'meridian', FhirServer>;
}

type Weather = Partial<Knobs> & { readonly revokeTokens?: boolean };

async function setWeather({ sandbox }: Stage, persona: PersonaId, weather: Weather): Promise<void> {
  await postJson(`${sandbox.baseUrl}/control/${persona}`, { latencyMs, ...weather });
}

/** How often the persona's token endpoint was asked since the last time; its journal begins anew. */
async function takeTokenRequests({ sandbox }: Stage, persona: PersonaId): Promise<number> {
  const journal = `${sandbox.baseUrl}/control/${persona}/journal`;
  const entries: JournalEntry[] = await (await fetch(journal)).json();
  await fetch(journal, { method: 'DELETE' });
  return entries.filter((entry) => entry.hasSecret).length;
}

async function prepare(stage: Stage, persona: 'open' | 'meridian', name: string): Promise<Opening> {
  const server = stage.servers[persona];
  const api: ApiClient = createApiClient(stage.api.url, wards[persona], stage.token);
  const patientIds = await findPatients(server);
  const listId = await api.createList(await api.connect(server.base), patientIds);
  return { name, server, api, listId, patientIds };
}

/** On a server that has no batch: each question is a request of its own. */
async function measureWithoutBatch(stage: Stage, opening: Opening): Promise<Result[]> {
  const without = { ...opening, name: `${opening.name}, ${latencyMs} ms, no batch` };
  const turn = (weather: Weather) => setWeather(stage, 'meridian', weather);
  say('opening the list on a server without batch …');
  await turn({ noBatch: true });
  const fanOut = await measureAgainstFanOut(without, 7);
  say('counting token requests …');
  const losses = {
    revoked: () => turn({ revokeTokens: true }),
    'past its end': async () => {
      await turn({ tokenSeconds: outboundLimits.tokenSkewSeconds + usableTokenSeconds, revokeTokens: true });
      await without.api.openList(without.listId, patientsOnList);
      await setTimeout(usableTokenSeconds * 1000);
    },
  };
  const tokens = await countTokens(without, losses, () => takeTokenRequests(stage, 'meridian'));
  await turn({ noBatch: false, tokenSeconds: null });
  return [
    { id: 'fanout-vs-ideal', goal: goals.fanOut, ...fanOut },
    { id: 'token-per-list', goal: goals.tokens, ...tokens },
  ];
}

async function measureAll(stage: Stage): Promise<Result[]> {
  say('preparing two lists of 50 patients …');
  const open = await prepare(stage, 'open', 'R4, open');
  const meridian = await prepare(stage, 'meridian', 'STU3, by token');
  const ideals: Pick<Result, 'ratio' | 'detail'>[] = [];
  const naives: NaiveTimes[] = [];
  for (const [opening, persona] of [
    [open, 'open'],
    [meridian, 'meridian'],
  ] as const) {
    for (const perEntryMs of [0, slowEntryMs]) {
      const name = `${opening.name}, ${latencyMs} ms and ${perEntryMs} ms an entry`;
      say(`opening the list against the ideal client: ${name} …`);
      await setWeather(stage, persona, { perEntryMs });
      ideals.push(await measureAgainstIdeal({ ...opening, name }, 25));
    }
    await setWeather(stage, persona, { perEntryMs: 0 });
    say(`opening the list against resource by resource: ${open.name} …`);
    naives.push(await timeAgainstNaive(open, 6));
  }
  say('searching …');
  const searching = await measureSearch(open, search, 40);
  const withoutBatch = await measureWithoutBatch(stage, meridian);
  await Promise.all([open.api.close(), meridian.api.close()]);
  say('loading the list screen in a browser …');
  const first = await measureFirstLoad(stage.api.url);
  return [
    {
      id: 'list-vs-ideal',
      // The worst of the four counts.
      ratio: Math.max(...ideals.map((each) => each.ratio)),
      goal: goals.ideal,
      detail: ideals.map((each) => `${each.ratio.toFixed(2)} × (${each.detail})`).join('; '),
    },
    { id: 'list-vs-naive', goal: goals.naive, ...toNaiveResult(open, naives) },
    ...withoutBatch,
    { id: 'search-vs-direct', goal: goals.search, ...searching },
    first,
  ];
}

async function run(): Promise<Result[]> {
  // Needed last: whoever has none hears of it now, not after five minutes.
  ensureBrowser(say);
  say('starting the sandbox and the API in processes of their own …');
  const sandbox = await startChild<SandboxReady>('sandbox-process.ts', {});
  const api = await startChild<ApiReady>('api-process.ts', { BENCH_SANDBOX: JSON.stringify(sandbox.ready) });
  try {
    const { access_token } = await postJson(`${sandbox.ready.entraBase}/demo-token`, {
      oid: people.olivia.oid,
    });
    return await measureAll({
      sandbox: sandbox.ready,
      api: api.ready,
      token: String(access_token),
      servers: await toServers(sandbox.ready),
    });
  } finally {
    await Promise.all([api.stop(), sandbox.stop()]);
  }
}

const results = await run();
process.stdout.write(`${process.argv.includes('--json') ? toJson(results) : toTable(results)}\n`);
