// What Teams and Entra say when they hand out no token, as their words are known from the field.
import { expect, it } from 'vitest';
import { toSignInCode } from '../../../tabs/host/sign-in-failure';

it.each([
  ['resourceDisabled', 'sign_in_setup'],
  ['App resource defined in manifest and iframe origin do not match', 'sign_in_setup'],
  ['AADSTS500011: The resource principal named api://x was not found', 'sign_in_setup'],
  ['AADSTS650057: Invalid resource', 'sign_in_setup'],
  ['CancelledByUser', 'sign_in_cancelled'],
  ['AADSTS65004: User declined to consent to access the app', 'sign_in_cancelled'],
  ['FailedToOpenWindow', 'sign_in_no_window'],
  ['consent_required', 'sign_in_consent'],
  ['AADSTS65001: The user or administrator has not consented to use the application', 'sign_in_consent'],
  ['AADSTS90094: The grant requires administrator permission', 'sign_in_consent'],
  ['AADSTS53003: Access has been blocked by Conditional Access policies', 'sign_in_policy'],
  ['interaction_required: AADSTS50076: you must use multi-factor authentication', 'sign_in_policy'],
  ['AADSTS50105: The signed in user is not assigned to a role', 'sign_in_not_assigned'],
  ['Something that nobody has seen', 'sign_in_failed'],
  ['', 'sign_in_failed'],
] as const)('"%s", after the person pressed the button, is %s', (reason, code) => {
  expect(toSignInCode(reason, true)).toBe(code);
});

it.each(['consent_required', 'interaction_required', 'AADSTS53003', 'unknown', ''])(
  '"%s" without a window only means that the button is needed',
  (reason) => expect(toSignInCode(reason, false)).toBe('sign_in_needed'),
);

it('what only an administrator can mend is said without a button', () => {
  expect(toSignInCode('resourceDisabled', false)).toBe('sign_in_setup');
  expect(toSignInCode('AADSTS50105: not assigned', false)).toBe('sign_in_not_assigned');
});
