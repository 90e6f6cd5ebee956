// Defences against who does not belong or no longer belongs (T9, T11 to T14, T19), each taken out.
import { type Mutation, mutationsOf } from './mutation';

const bearer = 'api/sign-in/token.policy.ts';
const roster = 'api/sign-in/roster-cache.service.ts';
const rules =
  'const rules: readonly Rule[] = [isVersionTwo, isNotFromTheFuture, isForAPerson, isScoped, isAskedByTeams];';
const without = (rule: string) => rules.replace(`${rule}, `, '').replace(`, ${rule}]`, ']');

export const mutationsOfSignIn: readonly Mutation[] = [
  ...mutationsOf('test/contract/audit-owner.test.ts', {
    T11: [
      [
        'a link is good for who was an owner when it was made',
        'api/downloads/downloads.service.ts',
        'kind.assertMay(scope);',
        '',
      ],
    ],
    T19: [
      [
        'a link is good for ever once it was looked up',
        'api/downloads/download.store.ts',
        "    .where('expires_at', '>', now)\n",
        '',
      ],
      [
        'an old link makes us ask Graph',
        'api/downloads/downloads.service.ts',
        'link.taken_at === null && link.expires_at > instant()',
        'link.taken_at === null',
      ],
      [
        'a spent link makes us ask Graph',
        'api/downloads/downloads.service.ts',
        'link.taken_at === null && link.expires_at > instant()',
        'link.expires_at > instant()',
      ],
      [
        'an owner’s file says what was searched for',
        'api/audit/audit-file.service.ts',
        '{ ...record, query: null }',
        'record',
      ],
      [
        'files may be taken out without end',
        'api/downloads/quota.policy.ts',
        'if (wait <= 0) return;',
        'if (wait < Number.POSITIVE_INFINITY) return;',
      ],
    ],
  }),
  ...mutationsOf('test/e2e/sign-in.test.ts', {
    T13: [
      [
        'who says that they own the team owns it',
        'api/http/mount.middleware.ts',
        "if (route.who === 'owner' && role !== 'owner') throw ownerOnly();",
        '',
      ],
    ],
  }),
  ...mutationsOf('test/api/sign-in/membership.test.ts', {
    T11: [
      ['who was once a member stays one', roster, 'const freshMs = 45_000;', 'const freshMs = 450_000;'],
      [
        'everybody goes on without Graph',
        roster,
        "if (purpose === 'read' && deps.now() - entry.readAt < readableMs)",
        'if (entry.roster)',
      ],
    ],
    T14: [
      [
        'an owner is not asked for again after the work',
        'api/connection/connection.service.ts',
        '      await confirm();\n',
        '',
      ],
    ],
  }),
  ...mutationsOf('test/api/connection/connection.routes.test.ts', {
    T14: [
      [
        'a team may make us ask servers without end',
        'api/connection/connect-limit.policy.ts',
        'await limiter.consume(key);',
        '',
      ],
      [
        'every try is given back',
        'api/connection/connect-limit.policy.ts',
        'if (isFree) await limiter.reward(key);',
        'await limiter.reward(key);',
      ],
    ],
  }),
  ...mutationsOf('test/api/sign-in/scope.policy.test.ts', {
    T9: [
      [
        'an object id is enough, whatever the tenant',
        'api/sign-in/admission.policy.ts',
        'id === principal.oid && tid === principal.tid',
        'id === principal.oid',
      ],
    ],
    T11: [
      [
        'guests are members',
        'api/sign-in/admission.policy.ts',
        "if (member.role === 'guest' && !admission.guestTenants.has(teamTid)) return 'keptOut';",
        '',
      ],
    ],
    T14: [
      [
        'an owner’s action is served from memory',
        roster,
        "if (purpose !== 'owner' && isFresh(entry)) return getKept(entry);",
        'if (isFresh(entry)) return getKept(entry);',
      ],
    ],
  }),
  ...mutationsOf('test/api/http/open-stream.test.ts', {
    T11: [
      [
        'an open stream is not looked after',
        'api/http/open-stream.ts',
        'look().catch((error: unknown) => lost.abort(toKnownError(error)));',
        'look().catch(() => undefined);',
      ],
    ],
  }),
  ...mutationsOf('test/api/sign-in/token.policy.test.ts', {
    T12: [
      ['any algorithm will do', bearer, "algorithms: ['RS256'],", ''],
      ['any issuer will do', bearer, 'issuer: deps.issuer.issuerOf(tid),', ''],
      [
        'any audience will do',
        bearer,
        'audience: [deps.clientId, `api://${deps.publicHost}/${deps.clientId}`],',
        '',
      ],
      ['no claim is needed', bearer, 'requiredClaims: neededClaims,', ''],
      ['any tenant may sign in', bearer, 'if (!tenants.has(tid)) {', 'if (tid === "") {'],
      [
        'a key that the token brings is looked at',
        bearer,
        "if (['jwk', 'jku', 'x5u', 'x5c', 'crit'].some((name) => name in header)) throw notSignedIn();",
        '',
      ],
      ['a token of version 1 will do', bearer, rules, without('isVersionTwo')],
      ['a token may be made tomorrow', bearer, rules, without('isNotFromTheFuture')],
      ['an app is a person', bearer, rules, without('isForAPerson')],
      ['any scope will do', bearer, rules, without('isScoped')],
      ['any client may have asked', bearer, rules, without('isAskedByTeams')],
      ['a token is good for ten minutes more', bearer, 'const skewSeconds = 60;', 'const skewSeconds = 600;'],
    ],
  }),
  ...mutationsOf('test/security/key-storm.test.ts', {
    T12: [
      [
        'each unknown key is asked for',
        'api/sign-in/key-set.service.ts',
        'const cooldownMs = 30_000;',
        'const cooldownMs = 0;',
      ],
    ],
  }),
];
