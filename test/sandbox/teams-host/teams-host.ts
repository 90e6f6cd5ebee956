// Serves the page that plays the Teams client, and signs its made-up people in. For this machine only; knows nothing of the API.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { json, type Response, Router } from 'express';
import type { DemoPerson, DemoTeam } from '../teams/people';

export interface TeamsHostDeps {
  readonly people: Readonly<Record<string, DemoPerson>>;
  readonly findTeams: () => readonly DemoTeam[];
  readonly tokenFor: (person: DemoPerson) => Promise<string>;
}

const folder = join(import.meta.dirname, 'page');
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Mount at `/teams` on the app's own origin: teams-js trusts a parent of the same origin. */
export function createTeamsHost({ people, findTeams, tokenFor }: TeamsHostDeps): Router {
  const router = Router();
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const answer = (response: Response, type: string, body: string) =>
    response.set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-store' }).type(type).send(body);
  router.get('/', (_request, response) => void answer(response, 'html', read('teams.html')));
  router.get('/page/teams.css', (_request, response) => void answer(response, 'css', read('teams.css')));
  for (const name of [
    'main',
    'protocol',
    'state',
    'context',
    'dialogs',
    'sidebar',
    'dom',
    'stage',
    'sign-in',
  ]) {
    router.get(`/page/${name}`, (_request, response) => {
      answer(response, 'js', toScript(read(`${name}.ts`)));
    });
  }
  router.get('/world', (_request, response) => {
    response.json({ people: Object.values(people), teams: findTeams() });
  });
  router.post('/token', json(), async (request, response) => {
    const body: unknown = request.body;
    const oid = typeof body === 'object' && body !== null && 'oid' in body ? body.oid : undefined;
    const person = Object.values(people).find((one) => one.oid === oid);
    if (person === undefined) response.status(404).json({ error: 'no such made-up person' });
    else response.json({ token: await tokenFor(person) });
  });
  return router;
}

function toScript(source: string): string {
  return transformSync(source, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    isModule: true,
  }).code;
}
