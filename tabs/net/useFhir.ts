// The FHIR facade for components below the session gate.
import { useMemo } from 'react';
import { useHost } from '../host/useHost';
import { createFhirReader, type FhirReader } from './fhir';
import { useSession } from './useSession';

export function useFhir(): FhirReader {
  const { address } = useSession();
  const { getToken } = useHost();
  return useMemo(
    () =>
      createFhirReader({
        address,
        origin: location.origin,
        getToken,
        isOnline: () => navigator.onLine,
      }),
    [address, getToken],
  );
}
