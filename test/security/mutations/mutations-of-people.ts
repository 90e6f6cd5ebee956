// Defences against people who ask (T9, T10, T15 to T21, T29 to T34, T43, T46, T48), each taken out.
import { type Mutation, mutationsOf } from './mutation';

const mount = 'api/http/mount.middleware.ts';
const strict = 'api/http/strict-json.ts';
const headers = 'api/http/security-headers.middleware.ts';

export const mutationsOfPeople: readonly Mutation[] = [
  ...mutationsOf('test/house/rules.test.ts', {
    T9: [['a route has no rule', 'api/sign-in/access.policy.ts', "  AuditRead: 'owner reads',", '']],
  }),
  ...mutationsOf('test/api/lists/list.routes.test.ts', {
    T10: [
      [
        'unknown keys are dropped in silence',
        'api/contract/lists.schema.ts',
        'export const createList = z.strictObject({ name: listName });',
        'export const createList = z.object({ name: listName });',
      ],
    ],
  }),
  ...mutationsOf('test/security/id-swaps.test.ts', {
    T9: [
      [
        'a list is found whose ever it is',
        'api/lists/list.store.ts',
        "return selectLists(db, key).where('id', '=', listId).executeTakeFirst();",
        "return selectLists(db, {} as typeof key).where('id', '=', listId).executeTakeFirst();",
      ],
    ],
  }),
  ...mutationsOf('test/api/http/mount.middleware.test.ts', {
    T9: [
      [
        'a stranger is told that it is there',
        'api/sign-in/scope.policy.ts',
        '    throw notFound();\n  };',
        "    throw new Error('forbidden');\n  };",
      ],
    ],
    T17: [
      [
        'any site may ask',
        'api/http/same-origin.ts',
        "throw new KnownError('not_signed_in', { status: 403, detail: 'This request came from another site.' });",
        '',
      ],
    ],
    T30: [
      [
        'the log has the address',
        'api/observability/request-log.middleware.ts',
        'route: context.route,',
        'route: request.originalUrl,',
      ],
    ],
    T31: [
      [
        'an error tells what it says',
        'api/errors/problem.map.ts',
        "detail: 'Something went wrong on our side. Nothing was changed. Tell your administrator the request id.',",
        'detail: String(error),',
      ],
    ],
    T47: [['an answer may be kept by a cache', mount, "response.set('Cache-Control', 'no-store');", '']],
    T43: [
      ['a person may ask without end', mount, 'await deps.rateLimits.ofPerson(principal);', ''],
      [
        'nobody says when to come back',
        'api/errors/error-writer.middleware.ts',
        "if (retryAfterSeconds !== undefined) response.set('Retry-After', String(retryAfterSeconds));",
        '',
      ],
    ],
  }),
  ...mutationsOf('test/api/http/input.test.ts', {
    T10: [
      [
        'a key that reaches a prototype is a key',
        strict,
        "if (forbiddenKeys.has(key)) return 'A key in here is not allowed.';",
        '',
      ],
    ],
    T17: [
      [
        'a body of any type is read',
        'api/http/body.ts',
        'if (given !== expected || hasEncoding(request))',
        'if (hasEncoding(request))',
      ],
    ],
    T20: [['a body may be of any size', 'api/http/body.ts', 'limit: limits.bodyBytes', "limit: '1gb'"]],
    T22: [
      [
        'a body may be nested without end',
        strict,
        'if (open.length > deepest) return',
        'if (open.length < 0) return',
      ],
    ],
  }),
  ...mutationsOf('test/api/http/strict-json.test.ts', {
    T10: [['a key may stand twice', strict, "if (seen?.has(key)) return 'A key is in here twice.';", '']],
  }),
  ...mutationsOf('test/security/authorization.test.ts', {
    T9: [
      [
        'members may do what owners decide',
        mount,
        "if (route.who === 'owner' && role !== 'owner') throw ownerOnly();",
        '',
      ],
    ],
    T10: [
      [
        'a key may change whose something is',
        'api/contract/lists.schema.ts',
        'export const movePatient = z.strictObject({ toListId: z.uuid() });',
        'export const movePatient = z.object({ toListId: z.uuid() });',
      ],
    ],
    T17: [
      ['any site may ask', mount, 'refuseForeignOrigin(request, deps.publicOrigin);', ''],
      [
        'a form of another site is read',
        'api/http/body.ts',
        'if (given !== expected || hasEncoding(request))',
        'if (hasEncoding(request))',
      ],
    ],
  }),
  ...mutationsOf('test/tabs/net/visible-text.test.ts', {
    T15: [
      [
        'what turns or hides a name is not shown',
        'tabs/net/visible-text.ts',
        'return hidden.test(text) ? text.replace(everyHidden, toName) : text;',
        'return text;',
      ],
    ],
  }),
  ...mutationsOf('test/api/http/tab-files.middleware.test.ts', {
    T16: [
      [
        'anybody may frame the tab',
        headers,
        'frameAncestors: ["\'self\'", ...teamsHosts, ...frameAncestors],',
        "frameAncestors: ['*'],",
      ],
      [
        'any script may run',
        headers,
        'scriptSrc: ["\'self\'"],',
        'scriptSrc: ["\'self\'", "\'unsafe-inline\'"],',
      ],
    ],
  }),
  ...mutationsOf('test/api/patients/patients.routes.test.ts', {
    T19: [
      [
        'one letter is a search',
        'api/patients/search.map.ts',
        '[...text].length < limits.searchMinCharacters',
        '[...text].length < 1',
      ],
      [
        'a page may have a thousand',
        'api/patients/search.schema.ts',
        '_count: z.coerce.number().int().min(1).max(50)',
        '_count: z.coerce.number().int().min(1).max(5000)',
      ],
    ],
    T33: [
      [
        'a search is answered before it is on record',
        'api/patients/patients.service.ts',
        "await record({\n      scope,\n      operation: 'PatientSearch',",
        "await (async (_event: unknown) => undefined)({\n      scope,\n      operation: 'PatientSearch',",
      ],
    ],
  }),
  ...mutationsOf('test/api/patients/search-limit.test.ts', {
    T19: [
      [
        'a person may search without end',
        'api/http/rate-limit.ts',
        'await searchOfPerson(`${principal.tid}/${principal.oid}`, count);',
        '',
      ],
      [
        'a team may search without end',
        'api/http/rate-limit.ts',
        'await searchOfTeam(`${tid}/${teamId}`, count);',
        '',
      ],
      ['pasted numbers are no search', 'api/lists/many.routes.ts', 'searches: 10,', ''],
    ],
  }),
  ...mutationsOf('test/security/requests/clients.test.ts', {
    T20: [
      [
        'there may be any number of connections',
        'api/server.ts',
        'server.maxConnections = at.mostConnections ?? mostConnections;',
        '',
      ],
      ['a slow client is waited for', 'api/server.ts', '{ ...patience, ...at.patience }', '{}'],
    ],
    T21: [
      [
        'requests are read leniently',
        'api/server.ts',
        '{ ...patience, ...at.patience }',
        '{ ...patience, ...at.patience, insecureHTTPParser: true }',
      ],
    ],
  }),
  ...mutationsOf('test/security/requests/sql-texts.test.ts', {
    T29: [
      [
        'a filter becomes part of the statement',
        'api/audit/audit-log.store.ts',
        "query = query.where('person_oid', '=', filter.person.toLowerCase());",
        "query = query.where((eb) => eb.lit(`person_oid = '${filter.person}'` as unknown as boolean));",
      ],
    ],
  }),
  ...mutationsOf('test/api/observability/log.test.ts', {
    T30: [
      [
        'the log has what an error says',
        'api/observability/log.ts',
        'at: framesOf(error),',
        'at: framesOf(error), message: String(error),',
      ],
      [
        'the log has the tenant',
        'api/observability/log.ts',
        "createHash('sha256').update(line.tid).digest('hex').slice(0, 12)",
        'line.tid',
      ],
    ],
  }),
  ...mutationsOf('test/api/audit/chain.test.ts', {
    T32: [
      [
        'a row may come from another time line',
        'api/audit/chain.ts',
        "if (!isSame(row.prev_hash, last)) return 'broken_link';",
        '',
      ],
      ['a row may be changed', 'api/audit/chain.ts', '!isSame(row.hash, key.hash(row)) ||', ''],
      [
        'the end may be cut off',
        'api/audit/chain.ts',
        'return isPlace({ seq, hash }, head)',
        'return hash !== undefined',
      ],
    ],
  }),
  ...mutationsOf('test/api/lists/open-list.test.ts', {
    T33: [
      [
        'a list is shown before that is on record',
        'api/lists/open-list.service.ts',
        'await record(view);',
        'void record(view).catch(() => undefined);',
      ],
    ],
  }),
  ...mutationsOf('test/contract/audit.test.ts', {
    T34: [
      [
        'a name may begin a line of its own',
        'api/audit/safe-text.ts',
        "return text.slice(0, longest).replace(unseen, '\\u{fffd}');",
        'return text;',
      ],
      [
        'a flood fills the log',
        'api/audit/flood-gate.ts',
        'if (kind.rows < rowsPerWindow) {',
        'if (kind.rows >= 0) {',
      ],
      [
        'anybody may say where they are',
        'api/app.ts',
        "app.set('trust proxy', [...deps.trustedProxies]);",
        "app.set('trust proxy', true);",
      ],
    ],
  }),
  ...mutationsOf('test/api/http/crawl.test.ts', {
    T46: [
      [
        'source maps are served',
        'api/http/tab-files.middleware.ts',
        "typeof name === 'string' && assetName.test(name) ? types[name.split('.').at(-1) ?? ''] : undefined;",
        "typeof name === 'string' ? (types[name.split('.').at(-1) ?? ''] ?? 'text/plain') : undefined;",
      ],
      [
        'a route is open to nobody in particular',
        mount,
        'const principal = await checkToken(route, deps, step);',
        "const principal = await checkToken(route, deps, step).catch(() => ({ tid: 'x', oid: 'x', name: 'x' }));",
      ],
    ],
  }),
  ...mutationsOf('test/security/messages.test.ts', {
    T47: [
      [
        'a page that opens the tab keeps hold of it',
        headers,
        "crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },",
        'crossOriginOpenerPolicy: false,',
      ],
    ],
  }),
  ...mutationsOf('test/tabs/app/idle-watch.test.ts', {
    T48: [
      [
        'a machine that slept shows what it showed',
        'tabs/app/idle-watch.ts',
        'if (now() - last < idleMs) last = now();',
        'if (last > 0) last = now();',
      ],
      ['nobody is told', 'tabs/app/idle-watch.ts', '    onAway();\n', ''],
    ],
  }),
];
