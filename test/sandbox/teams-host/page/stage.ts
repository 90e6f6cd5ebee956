// The framed tab: one iframe, its session with teams-js, and the client's loading picture until the tab says it's ready.

import type { DemoPerson } from '../../teams/people';
import { toClientType, toContext, toRuntime } from './context';
import { make } from './dom';
import { type HostSession, serveFrame } from './protocol';
import { findRefusal } from './sign-in';
import type { Place, View } from './state';

export interface StageParts {
  readonly view: View;
  readonly person: DemoPerson;
  readonly place: Place | undefined;
  readonly entityId: string;
  readonly url: string;
  readonly frameContext: 'content' | 'settings';
  readonly testId: string;
  /** How sign-in goes wrong just now; see sign-in.ts. */
  readonly getSignIn: () => string;
  readonly on: Readonly<Record<string, (...args: readonly unknown[]) => void>>;
}

export interface Stage {
  readonly element: HTMLElement;
  readonly session: HostSession;
}

/** As Teams grants them; without allow-modals printing would fail in silence. */
const grants = 'allow-forms allow-modals allow-popups allow-same-origin allow-scripts allow-downloads';

export function createStage(parts: StageParts): Stage {
  const { view, person } = parts;
  const frame = make('iframe', {
    testId: parts.testId,
    class: 'frame',
    attributes: { title: 'Patients', sandbox: grants, allow: 'clipboard-write' },
  });
  const loader = make('div', { class: 'loader', label: 'Loading the tab' });
  const session = serveFrame(frame, {
    frameContext: parts.frameContext,
    clientType: toClientType(view),
    runtime: toRuntime(),
    getContext: () =>
      toContext({ ...parts, view: { ...view, theme: document.documentElement.dataset.theme ?? '' } }),
    getToken: (isSilent) => getToken(person.oid, findRefusal(parts.getSignIn(), isSilent)),
    onReady: () => loader.remove(),
    on: { ...parts.on, 'appInitialization.appLoaded': () => undefined },
  });
  frame.src = parts.url
    .replaceAll('{locale}', encodeURIComponent(view.locale))
    .replaceAll('{theme}', encodeURIComponent(view.theme));
  return { element: make('div', { class: 'stage' }, frame, loader), session };
}

async function getToken(oid: string, refusal: string | undefined): Promise<string> {
  if (refusal !== undefined) throw new Error(refusal);
  const response = await fetch('/teams/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ oid }),
  });
  if (!response.ok) throw new Error('The made-up sign-in is down.');
  const answer = (await response.json()) as { token: string };
  return answer.token;
}
