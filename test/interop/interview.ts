// The whole interview of one system: what it takes to be let in, then everything that can be asked without writing.

import type { Check } from '../../api/contract/connect.schema';
import { isKnownError } from '../../api/errors/known-error';
import type { PatientQuery } from '../../api/fhir/ehr';
import { askChart } from './ask-chart';
import { askLists } from './ask-lists';
import { askSearch, toRefused } from './ask-search';
import { askServer } from './ask-server';
import { type Finding, questionIds } from './finding';
import { findSubject, type Subject } from './subject';
import { type Opened, openSystem, type Room, type System } from './system';

export interface Interview {
  readonly checks: readonly Check[];
  readonly release?: string;
  readonly software?: string;
  readonly findings: readonly Finding[];
  readonly opened: Opened;
}

export interface InterviewAsk {
  readonly link: string;
  readonly tid: string;
  /** Whom to ask for; nobody named: somebody is looked for. */
  readonly hint?: PatientQuery | undefined;
}

function tellEntry({ checks, refused, system }: Opened): Finding[] {
  if (refused !== undefined)
    return [
      { id: 'connect', verdict: 'absent', because: refused, words: `The link is refused: ${refused}.` },
    ];
  const seconds = checks.find(({ id }) => id === 'token')?.facts?.seconds;
  const isOpen = system?.bearer === undefined;
  return [
    { id: 'connect', verdict: 'works', words: 'All checks of the link pass.' },
    isOpen
      ? { id: 'token', verdict: 'works', short: 'open', words: 'The server is open; no token is sent.' }
      : { id: 'token', verdict: 'works', words: `A token was given for ${seconds ?? '?'} seconds.` },
  ];
}

type Found = { readonly subject: Subject } | { readonly told: Omit<Finding, 'id'> };

async function findWhom({ ehr }: System, hint: PatientQuery | undefined): Promise<Found> {
  try {
    const subject = await findSubject(ehr, hint);
    if (subject !== undefined) return { subject };
    const words = 'Nobody was found to ask about; name somebody.';
    return { told: { verdict: 'absent', because: 'subject', words } };
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return { told: toRefused(error) };
  }
}

export async function interview(room: Room, { link, tid, hint }: InterviewAsk): Promise<Interview> {
  const opened = await openSystem(room, link, tid);
  const { checks, system } = opened;
  const entry = tellEntry(opened);
  if (system === undefined) return { checks, findings: entry, opened };
  const found = await findWhom(system, hint);
  const answers =
    'subject' in found
      ? [
          await askSearch(system, found.subject),
          await askChart(system, found.subject),
          await askServer(system, found.subject),
          await askLists(system),
        ].flat()
      : questionIds.slice(2).map((id): Finding => ({ id, ...found.told }));
  const { release, signs } = system.source.capability;
  const software = signs.software || undefined;
  const byId = new Map([...entry, ...answers].map((one) => [one.id, one]));
  const findings = questionIds.flatMap((id) => byId.get(id) ?? []);
  return { checks, release, ...(software !== undefined && { software }), findings, opened };
}
