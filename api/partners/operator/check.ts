// `check`: one partner from its profile to a token, each step in one sentence with what to do next. Whatever is got is thrown away.
import { isKnownError } from '../../errors/known-error';
import type { Verb } from '../../operator/tool';
import type { Metadata } from '../discovery.service';
import type { Partner } from '../partner.schema';
import { getActive } from '../partner-changes.service';
import { joinSecrets } from '../profile-secrets.map';
import { RegistryFaults, readPartners } from '../registry.service';
import { toBases } from '../routing.policy';
import type { PartnerTools } from './partner-tools';
import type { PartnerAsk } from './profile-flags';

interface Step {
  readonly step: 'profile' | 'metadata' | 'discovery' | 'token';
  readonly isOk: boolean;
  readonly words: string;
}

export const check: Verb<PartnerTools> = {
  name: 'check',
  usage: '<id> [--offline] [--as <Entra tenant>]',
  about: 'The profile, then its servers: what they advertise, a token that is thrown away, the metadata.',
  options: { offline: { type: 'boolean' }, as: { type: 'string' } },
  words: { least: 1, most: 1 },
  async run(ask) {
    const [id = ''] = ask.words;
    const stored = getActive(await ask.parts.findPartners(), id);
    const { partner, steps } = checkProfile(ask, joinSecrets(stored));
    if (partner && !ask.has('offline')) steps.push(...(await checkServers(ask, partner)));
    if (ask.isJson) ask.terminal.write(JSON.stringify(steps));
    else for (const { isOk, words } of steps) ask.terminal.write(`${isOk ? 'ok    ' : 'FAULT '} ${words}`);
    return steps.every(({ isOk }) => isOk);
  },
};

function checkProfile({ parts }: PartnerAsk, profile: unknown): { partner?: Partner; steps: Step[] } {
  try {
    const [partner] = readPartners({ partners: [profile], openServers: [], clientKeys: parts.clientKeys });
    return {
      ...(partner && { partner }),
      steps: [{ step: 'profile', isOk: true, words: 'The profile is in order.' }],
    };
  } catch (error) {
    if (!(error instanceof RegistryFaults)) throw error;
    return { steps: error.faults.map((words) => ({ step: 'profile', isOk: false, words })) };
  }
}

async function checkServers(ask: PartnerAsk, partner: Partner): Promise<Step[]> {
  const { parts } = ask;
  const tid = ask.find('as') ?? Object.keys(partner.routing.tenants)[0] ?? parts.tenants[0] ?? '';
  const steps: Step[] = [];
  for (const base of await toCheckedBases(partner, tid, steps))
    await checkBase({ parts, partner, tid, base, steps });
  // Nobody who differs is shown a secret, not even to check it.
  if (hasDrift(steps)) return steps;
  await attempt(steps, 'token', 'A token', async () => {
    const token = await parts.tokens.getToken(partner, tid);
    parts.tokens.invalidate(partner, tid, token.accessToken);
  });
  return steps;
}

interface BaseAsk {
  readonly parts: PartnerTools;
  readonly partner: Partner;
  readonly tid: string;
  readonly base: string;
  readonly steps: Step[];
}

const hasDrift = (steps: readonly Step[]) => steps.some(({ step, isOk }) => step === 'discovery' && !isOk);

/** Metadata that only a registered client may read is read with the token, once all else that it advertises is as registered. */
async function checkBase({ parts, partner, tid, base, steps }: BaseAsk): Promise<void> {
  const isGuarded = await isBehindToken(parts, partner, base);
  const what = `${base}: what it advertises is what is registered; that`;
  const compare = (metadata?: Metadata) =>
    attempt(steps, 'discovery', what, () => parts.discovery.check(partner, new URL(base), metadata));
  if (isGuarded) {
    await compare();
    if (hasDrift(steps)) return;
  }
  const read = isGuarded ? `${base}: the metadata, read with a token,` : `${base}: the metadata`;
  const metadata = await attempt(steps, 'metadata', read, () =>
    parts.readMetadata(partner, base, isGuarded ? tid : undefined),
  );
  if (!isGuarded || metadata !== undefined) await compare(metadata);
}

async function isBehindToken(parts: PartnerTools, partner: Partner, base: string): Promise<boolean> {
  const { metadataAuth } = partner.discovery;
  if (metadataAuth !== 'auto') return metadataAuth === 'bearer';
  try {
    await parts.readMetadata(partner, base);
    return false;
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return error.code === 'metadata_protected';
  }
}

async function toCheckedBases(partner: Partner, tid: string, steps: Step[]): Promise<readonly string[]> {
  const bases = await attempt(steps, 'metadata', `The organisation ${tid}`, async () =>
    toBases(partner, tid),
  );
  return bases ?? [];
}

async function attempt<T>(
  steps: Step[],
  step: Step['step'],
  what: string,
  run: () => Promise<T>,
): Promise<T | undefined> {
  try {
    const value = await run();
    steps.push({ step, isOk: true, words: `${what} is in order.` });
    return value;
  } catch (error) {
    if (!isKnownError(error)) throw error;
    // The words of a known error hold no secret and name the next step.
    steps.push({ step, isOk: false, words: `${what} is not in order. ${error.parts.detail}` });
    return undefined;
  }
}
