// Two live secrets, so that one can be changed without a failed request: the new one first, the other once where the partner
// says invalid_client. Which of them worked is remembered for as long as the registration is the same.
import type { TokenAnswer } from './token-answer.policy';

export interface Secrets {
  readonly clientSecret: string;
  readonly previousSecret?: string | undefined;
}

export type AskWithSecret = (secret: string) => Promise<TokenAnswer>;
export type AskWithEither = (secrets: Secrets, ask: AskWithSecret) => Promise<TokenAnswer>;

export function createSecretChoice(): AskWithEither {
  const onPrevious = new WeakSet<Secrets>();
  return async (secrets, ask) => {
    const { clientSecret, previousSecret } = secrets;
    if (previousSecret === undefined) return ask(clientSecret);
    const isPreviousFirst = onPrevious.has(secrets);
    const first = await ask(isPreviousFirst ? previousSecret : clientSecret);
    if (!isInvalidClient(first)) return first;
    const second = await ask(isPreviousFirst ? clientSecret : previousSecret);
    if (second.status !== 200) return second;
    if (isPreviousFirst) onPrevious.delete(secrets);
    else onPrevious.add(secrets);
    return second;
  };
}

/** Any other refusal has nothing to do with the secret, and asking again would only be noise there. */
function isInvalidClient({ json }: TokenAnswer): boolean {
  return typeof json === 'object' && json !== null && 'error' in json && json.error === 'invalid_client';
}
