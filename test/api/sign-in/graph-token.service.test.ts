import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../api/config/secret';
import type { FetchJson, JsonRequest } from '../../../api/sign-in/fetch-json';
import { createEntraGraphToken, type GraphCredential } from '../../../api/sign-in/graph-token.service';
import { makeCertificate } from '../../support/certificate';
import { clientId, hillcrest, seaview } from '../../support/people';

function setUp(credential: GraphCredential) {
  const asked: { url: string; form: JsonRequest['form'] }[] = [];
  const fetchJson: FetchJson = async (url, request) => {
    asked.push({ url, form: request?.form });
    const body = { token_type: 'Bearer', access_token: `token ${asked.length}`, expires_in: 3599 };
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  };
  return { asked, getToken: createEntraGraphToken({ clientId, credential, fetchJson }) };
}

describe('our own token for Graph, from Entra', () => {
  it('T7: is asked for per tenant, through our one door, and kept', async () => {
    const { asked, getToken } = setUp({ kind: 'secret', secret: new Secret('app-secret') });
    const first = await getToken(seaview);
    expect(await getToken(hillcrest)).not.toBe(first);
    expect(await getToken(seaview)).toBe(first);
    expect(asked.map(({ url }) => url.split('?')[0])).toEqual(
      [seaview, hillcrest].map((tid) => `https://login.microsoftonline.com/${tid}/oauth2/v2.0/token`),
    );
    expect(asked[0]?.form).toMatchObject({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: 'app-secret',
      scope: expect.stringContaining('https://graph.microsoft.com/.default'),
    });
  });

  it('is signed for with the certificate where there is one', async () => {
    const { asked, getToken } = setUp({ kind: 'certificate', pem: new Secret(makeCertificate()) });
    await getToken(seaview);
    const assertion = asked[0]?.form?.client_assertion ?? '';
    expect(decodeJwt(assertion)).toMatchObject({ iss: clientId, sub: clientId });
    expect(decodeProtectedHeader(assertion)).toMatchObject({
      'x5t#S256': expect.any(String),
      x5c: [expect.any(String)],
    });
    expect(asked[0]?.form?.client_secret).toBeUndefined();
  });
});
