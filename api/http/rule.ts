// What the rule of a route means for its requests. Which operation has which rule stands in sign-in/access.policy.ts.
import type { Rule } from '../sign-in/access.policy';
import type { ScopeAsk } from '../sign-in/scope.policy';
import type { Route } from './route';

export type FindRule = (operationId: string) => Rule | undefined;

/** How sure the roster must be for each kind of rule. */
export const purposes = {
  'person reads': 'read',
  'member reads': 'read',
  'member changes': 'write',
  'owner reads': 'owner',
  'owner decides': 'owner',
  'files leave': 'owner',
} as const satisfies Record<Rule, ScopeAsk['purpose']>;

const whos: Readonly<Record<Rule, readonly Route['who'][]>> = {
  'person reads': ['signedIn'],
  'member reads': ['member'],
  'member changes': ['member'],
  'owner reads': ['owner'],
  'owner decides': ['owner'],
  'files leave': ['owner', 'member'],
};

/** What nobody does in a team that is archived. */
export const changing: ReadonlySet<Rule> = new Set(['member changes', 'owner decides']);

/** Throws while the app is put together: a route that nobody thought about is not served. */
export function getRule({ operationId, who }: Route, findRule: FindRule): Rule {
  const rule = findRule(operationId);
  if (rule === undefined) throw new Error(`${operationId} needs a line in api/sign-in/access.policy.ts`);
  if (!whos[rule].includes(who)) throw new Error(`${operationId} is for "${who}", its rule says "${rule}"`);
  return rule;
}
