// All that the EHR tells of a patient, section by section; a failed one stands beside those that could be read.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Row } from '../../api/contract/lists.schema';
import { useWords } from '../i18n/useWords';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';
import { Failure } from '../ui/Failure';
import { AllergiesSection, CoverageSection, MedicationsSection, ProblemsSection } from './ClinicalSections';
import type { ChartValues } from './chart-values';
import { Section } from './Section';
import { StaySection } from './StaySection';
import { useChart } from './useChart';
import { usePanelStyles } from './usePanelStyles';
import { VitalsSection } from './VitalsSection';

const useStyles = makeStyles({
  failure: { padding: `${tokens.spacingVerticalM} 0` },
  other: { margin: `${tokens.spacingVerticalM} 0`, '@media (max-width: 640px)': { minHeight: '44px' } },
});

export interface EhrSectionsProps {
  readonly ehr: NonNullable<Row['ehr']>;
  /** What else is known of them; shown when nothing can be read. */
  readonly known?: ReactNode;
  /** Where this record was replaced by another one: opens that one. */
  readonly onOther?: ((patientId: string) => void) | undefined;
}

export function EhrSections({ ehr, known, onOther }: EhrSectionsProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { resource, again } = useChart(ehr);
  const problem = 'problem' in resource ? resource.problem : undefined;
  const values = 'data' in resource ? resource.data : undefined;
  const failure = problem && (
    <div className={styles.failure}>
      <Failure problem={problem} retry={again} intent={values ? 'warning' : 'error'} />
    </div>
  );
  if (problem && !values) {
    return (
      <>
        {failure}
        {known}
      </>
    );
  }
  const otherId = values?.replacementId;
  return (
    <>
      {failure}
      {otherId && onOther && (
        <Button className={styles.other} onClick={() => onOther(otherId)}>
          {t('patient.openOther')}
        </Button>
      )}
      <ChartSections values={values} onRetry={again} />
    </>
  );
}

export interface ChartSectionsProps {
  readonly values: ChartValues | undefined;
  readonly onRetry: () => void;
}

/** Every part of the record, in the order in which it is read on a round. */
export function ChartSections({ values, onRetry }: ChartSectionsProps) {
  return (
    <>
      <StaySection section={values?.stay} onRetry={onRetry} />
      <AllergiesSection values={values} onRetry={onRetry} />
      <ProblemsSection values={values} onRetry={onRetry} />
      <VitalsSection values={values} onRetry={onRetry} />
      <MedicationsSection values={values} onRetry={onRetry} />
      <PersonSection values={values} onRetry={onRetry} />
      <CoverageSection values={values} onRetry={onRetry} />
    </>
  );
}

/** What the header has no room for. */
function PersonSection({ values, onRetry }: ChartSectionsProps) {
  const panel = usePanelStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  return (
    <Section title={t('patient.section.person')} section={values?.patient} onRetry={onRetry}>
      {(patient) => {
        const reason = patient.absent?.birthDate;
        const pairs = [
          [
            t('list.typed.birthDate'),
            patient.birthDate ? say.day(patient.birthDate) : reason && say.absent(reason),
          ],
          [t('list.typed.phone'), patient.phone],
          [t('list.typed.generalPractitioner'), patient.generalPractitioner],
          [t('patient.record'), patient.source?.reference],
        ] as const;
        return (
          <dl className={panel.pairs}>
            {pairs.map(([name, value]) => (
              <div key={name} style={{ display: 'contents' }}>
                <dt className={panel.term}>{name}</dt>
                <dd className={panel.value}>{value ?? <span className={panel.quiet}>–</span>}</dd>
              </div>
            ))}
          </dl>
        );
      }}
    </Section>
  );
}
