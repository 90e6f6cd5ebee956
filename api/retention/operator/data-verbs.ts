// `retention`, `forget` and `rotate-key`: what is too old goes now; a team that is gone goes as a whole, and its key with it; the
// master key is exchanged.
import { limits } from '../../contract/limits';
import type { Verb } from '../../operator/tool';
import type { Deleted } from '../retention.store';

export interface DataTools {
  purge(): Promise<Deleted>;
  forgetTeam(team: { tid: string; teamId: string }): Promise<Deleted>;
  readonly deletedListDays: number;
  /** undefined if there is no next key. `isForgotten`: what the old one could open is gone from the disk as well. */
  rotateKey(): Promise<{ readonly tenants: number; readonly isForgotten: boolean } | undefined>;
}

/** Sentences with the remedy; the tool tells them. */
class DataFaults extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join(' '));
    this.faults = faults;
  }
}

/** Throws the faults and, without --yes, what to make sure of first. */
function assertConfirmed(isSure: boolean, sentence: string, faults: readonly string[] = []): void {
  const all = isSure ? faults : [...faults, sentence];
  if (all.length > 0) throw new DataFaults(all);
}

const retention: Verb<DataTools> = {
  name: 'retention',
  usage: '[--purge]',
  about: 'Tells how long what was removed or deleted is kept; with --purge what is too old goes at once.',
  options: { purge: { type: 'boolean' } },
  words: { least: 0, most: 0 },
  async run({ parts, terminal, isJson, has }) {
    const kept = { removedPatientDays: limits.removedKeptDays, deletedListDays: parts.deletedListDays };
    const deleted = has('purge') ? await parts.purge() : undefined;
    if (isJson) terminal.write(JSON.stringify({ ...kept, deleted }));
    else {
      terminal.write(
        `Patients taken off a list are kept for ${kept.removedPatientDays} days, deleted lists for ${kept.deletedListDays}.`,
      );
      terminal.write(
        deleted
          ? `${toWords(deleted)} were too old and are gone.`
          : 'A running server purges every four hours.',
      );
    }
    return true;
  },
};

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const forget: Verb<DataTools> = {
  name: 'forget',
  usage: '<tenant id> <team id> --yes',
  about:
    'Deletes all that a team and its private channels typed and destroys its key, in backups as well. Its audit log stays. It can’t be undone.',
  options: { yes: { type: 'boolean' } },
  words: { least: 2, most: 2 },
  async run({ parts, terminal, isJson, has, words: [tid = '', teamId = ''] }) {
    const faults = [
      ...(guid.test(tid) ? [] : ['The tenant id is a GUID, as Entra shows it.']),
      ...(guid.test(teamId) ? [] : ['The team id is a GUID: the group id of the team.']),
    ];
    assertConfirmed(has('yes'), 'This can’t be undone. Say --yes if the team is really gone.', faults);
    const deleted = await parts.forgetTeam({ tid: tid.toLowerCase(), teamId: teamId.toLowerCase() });
    if (isJson) terminal.write(JSON.stringify({ tid, teamId, deleted }));
    else terminal.write(`The team is forgotten: ${toWords(deleted)}. Its key is destroyed.`);
    return true;
  },
};

const rotateKey: Verb<DataTools> = {
  name: 'rotate-key',
  usage: '--yes',
  about:
    'Puts PATIENTS_NEXT_MASTER_KEY in the place of the master key while servers run, each of which must have been started with both. Afterwards start them with the next one as PATIENTS_MASTER_KEY alone. It may be run again if it broke off.',
  options: { yes: { type: 'boolean' } },
  words: { least: 0, most: 0 },
  async run({ parts, terminal, isJson, has }) {
    assertConfirmed(
      has('yes'),
      'A server that does not have both keys can’t go on. Say --yes if every one was started with PATIENTS_NEXT_MASTER_KEY.',
    );
    const rotated = await parts.rotateKey();
    if (!rotated) {
      throw new DataFaults(['PATIENTS_NEXT_MASTER_KEY is missing. Make one with: openssl rand -base64 32']);
    }
    const { tenants, isForgotten } = rotated;
    if (isJson) terminal.write(JSON.stringify(rotated));
    else
      terminal.write(`The next master key is in force: the keys of ${tenants} tenants are wrapped with it.`);
    if (!isForgotten)
      terminal.say('Somebody was reading all the time: run it again to clear the disk of the old one.');
    return isForgotten;
  },
};

function toWords({ lists, rows, notes }: Deleted): string {
  return `${lists} lists, ${rows} patients and ${notes} notes`;
}

export const dataVerbs: readonly Verb<DataTools>[] = [retention, forget, rotateKey];
