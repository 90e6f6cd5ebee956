// The door to other servers, as narrow as sign-in needs it. A server's 5xx, which the door throws, stays an error; but a 503 to a
// question is an answer, since it says when to ask again.
import type { Answer, Outbound } from '../outbound/outbound.service';
import type { FetchJson, JsonAnswer } from './fetch-json';

const formType = 'application/x-www-form-urlencoded';

export function toFetchJson(outbound: Pick<Outbound, 'get' | 'post'>): FetchJson {
  return async (url, request = {}) => {
    const headers = toLowerCaseNames(request.headers ?? {});
    if (request.form === undefined)
      return toJsonAnswer(await outbound.get(url, { headers, isBusyAnAnswer: true }));
    const body = new URLSearchParams(request.form).toString();
    return toJsonAnswer(
      await outbound.post(url, body, { headers: { ...headers, 'content-type': formType } }),
    );
  };
}

function toLowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function toJsonAnswer({ status, headers, json }: Answer): JsonAnswer {
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return { status, headers: Object.fromEntries(texts), body: json };
}
