// How Teams' sign-in may go wrong: what the client answers to a silent and to an interactive wish for a token.

interface Refusal {
  readonly text: string;
  readonly silent: string;
  /** undefined: the window does its work, and from then on it goes by itself. */
  readonly interactive?: string;
}

export const refusals: Readonly<Record<string, Refusal>> = {
  consent: { text: 'asks for consent once', silent: 'consent_required' },
  'no-consent': {
    text: 'not approved by an administrator',
    silent: 'consent_required',
    interactive: 'AADSTS65001: The user or administrator has not consented to use the application.',
  },
  cancelled: {
    text: 'cancelled by the person',
    silent: 'interaction_required',
    interactive: 'CancelledByUser',
  },
  'no-window': { text: 'window blocked', silent: 'interaction_required', interactive: 'FailedToOpenWindow' },
  policy: {
    text: 'Conditional Access',
    silent: 'interaction_required',
    interactive: 'AADSTS53003: Access has been blocked by Conditional Access policies.',
  },
  'not-assigned': {
    text: 'person not assigned',
    silent: 'AADSTS50105: The signed in user is not assigned to a role for the application.',
    interactive: 'AADSTS50105: The signed in user is not assigned to a role for the application.',
  },
  'wrong-uri': {
    text: 'wrong Application ID URI',
    silent: 'resourceDisabled',
    interactive: 'resourceDisabled',
  },
};

let agreedTo: string | undefined;

/** undefined: the token is handed out. */
export function findRefusal(kind: string, isSilent: boolean): string | undefined {
  const refusal = refusals[kind];
  if (refusal === undefined || agreedTo === kind) return undefined;
  if (isSilent) return refusal.silent;
  if (refusal.interactive === undefined) agreedTo = kind;
  return refusal.interactive;
}
