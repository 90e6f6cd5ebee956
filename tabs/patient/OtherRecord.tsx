// The record that replaced the one on the list, opened because a person asked for it. Nothing of the row can be done here:
// note, edit and removal belong to the record that the list still has.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type RefObject, useEffect } from 'react';
import type { Row } from '../../api/contract/lists.schema';
import { useWords } from '../i18n/useWords';
import { EhrSections } from './EhrSections';
import { useChart } from './useChart';
import { usePanelStyles } from './usePanelStyles';
import { Who } from './Who';

const useStyles = makeStyles({
  head: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalS}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  back: { margin: `${tokens.spacingVerticalS} 0`, '@media (max-width: 640px)': { minHeight: '44px' } },
  body: { padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXL}` },
});

export interface OtherRecordProps {
  readonly ehr: NonNullable<Row['ehr']>;
  readonly titleId: string;
  readonly titleRef: RefObject<HTMLHeadingElement | null>;
  readonly onBack: () => void;
}

export function OtherRecord({ ehr, titleId, titleRef, onBack }: OtherRecordProps) {
  const styles = useStyles();
  const panel = usePanelStyles();
  const { t } = useWords();
  const { resource } = useChart(ehr);
  const patient = 'data' in resource ? resource.data.patient.value : undefined;
  const isRead = patient !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once it is read who this is, the heading is another element.
  useEffect(() => titleRef.current?.focus(), [titleRef, isRead]);
  return (
    <>
      <header className={styles.head}>
        <div className={panel.warning} role="status">
          ! {t('patient.otherRecord')}
        </div>
        <Button className={styles.back} onClick={onBack}>
          {t('patient.backToOwn')}
        </Button>
        {patient ? (
          <Who titleId={titleId} titleRef={titleRef} patient={patient} lastKnown={undefined} />
        ) : (
          <h2 id={titleId} ref={titleRef} tabIndex={-1}>
            {ehr.patientId}
          </h2>
        )}
      </header>
      <div className={styles.body}>
        <EhrSections ehr={ehr} />
      </div>
    </>
  );
}
