// What a client's refusal to hand out a token means, and so who can do something about it. Reasons are the client's own words,
// in which Entra's error numbers may stand (AADSTS…).

/** `sign_in_needed`: a button may help. The others are the end of a try. */
export const signInCodes = [
  'sign_in_needed',
  'sign_in_cancelled',
  'sign_in_no_window',
  'sign_in_consent',
  'sign_in_policy',
  'sign_in_not_assigned',
  'sign_in_setup',
  'sign_in_failed',
] as const;
export type SignInCode = (typeof signInCodes)[number];

/** Pressing a button may help, once or once more. */
const helped: ReadonlySet<string> = new Set<SignInCode>([
  'sign_in_needed',
  'sign_in_cancelled',
  'sign_in_no_window',
  'sign_in_consent',
  'sign_in_policy',
]);

export const canSignIn = (code: string): boolean => helped.has(code);

/** Whatever the person presses, only an administrator can mend these. */
const setUpWrongly =
  /resourceDisabled|resource_disabled|invalid_resource|origin do not match|AADSTS(500011|500013|650057|650053|700016|50001)\b/i;
const afterAsking: readonly (readonly [RegExp, SignInCode])[] = [
  [
    /CancelledByUser|cancel+ed by (the )?user|user_cancel+ed|access_denied|AADSTS65004\b/i,
    'sign_in_cancelled',
  ],
  [/FailedToOpenWindow|popup|pop-up/i, 'sign_in_no_window'],
  [/AADSTS50105\b/i, 'sign_in_not_assigned'],
  [/consent|AADSTS(65001|65005|90094|90095)\b/i, 'sign_in_consent'],
  [
    /AADSTS(5300[0-4]|50005|50076|50079|50097|50158|50072|50074)\b|interaction_required|claims/i,
    'sign_in_policy',
  ],
];

/** `isInteractive`: the person had pressed the button, so that pressing it again needs a reason. */
export function toSignInCode(reason: string, isInteractive: boolean): SignInCode {
  if (setUpWrongly.test(reason)) return 'sign_in_setup';
  if (/AADSTS50105\b/i.test(reason)) return 'sign_in_not_assigned';
  if (!isInteractive) return 'sign_in_needed';
  return afterAsking.find(([said]) => said.test(reason))?.[1] ?? 'sign_in_failed';
}
