// Reads the chart of the open patient; keeps what is known when it can't be read again. Each reading is an audited PatientView.
import { useQuery } from '@tanstack/react-query';
import type { Bundle, FhirResource } from 'fhir/r4';
import { useCallback, useMemo } from 'react';
import type { Row } from '../../api/contract/lists.schema';
import { type Resource, toResource } from '../net/resource';
import { useComeBack } from '../net/useComeBack';
import { useFhir } from '../net/useFhir';
import { useSession } from '../net/useSession';
import { toReadingContext } from '../ui/clinical/reading-context';
import { toChart } from './chart';
import { type ChartValues, toChartValues } from './chart-values';

export interface ChartHandle {
  readonly resource: Resource<ChartValues>;
  readonly isReading: boolean;
  readonly again: () => void;
}

export function useChart(ehr: NonNullable<Row['ehr']>): ChartHandle {
  const fhir = useFhir();
  const { session } = useSession();
  const { connection } = session;
  const query = useQuery({
    queryKey: ['chart', ehr.connectionId, ehr.patientId],
    // Each reading is written into the audit log: nobody's log fills because a window came to the front.
    refetchOnWindowFocus: false,
    staleTime: 10_000,
    gcTime: 60_000,
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({ connection: ehr.connectionId });
      return toChart(
        await fhir<Bundle<FhirResource>>({ path: `Patient/${ehr.patientId}/$chart?${query}`, signal }),
      );
    },
  });
  const { data, error, isError, dataUpdatedAt, isFetching, refetch } = query;
  const resource = useMemo(() => {
    const values = data && toChartValues(data, toReadingContext(connection, new Date()), isError);
    return toResource({ data: values, error, isError, dataUpdatedAt });
  }, [data, connection, error, isError, dataUpdatedAt]);
  // Shown in two places, it is still read once.
  useComeBack(useCallback(() => void refetch({ cancelRefetch: false }), [refetch]));
  return { resource, isReading: isFetching, again: () => void refetch() };
}
