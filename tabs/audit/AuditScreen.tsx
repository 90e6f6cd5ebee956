// Who looked at what: the team's audit log for its owners, filtered by person, operation, patient and time.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { useEffect, useState } from 'react';
import { useHost } from '../host/useHost';
import { useWords } from '../i18n/useWords';
import { toProblem } from '../net/problem';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Heading, Sentence } from '../ui/Heading';
import { Loading } from '../ui/Loading';
import { AuditPicture } from '../ui/rare-pictures';
import { Screen } from '../ui/Screen';
import { useView } from '../ui/useView';
import { AuditFileDialog } from './AuditFileDialog';
import { AuditFilters } from './AuditFilters';
import { AuditTable } from './AuditTable';
import { type AuditFilter, isFiltered, noFilter } from './audit-filter';
import { type KnownPatients, learnPatients, toPatientChoices } from './known-patients';
import { Lookers } from './Lookers';
import { useAudit } from './useAudit';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    overflowWrap: 'break-word',
    rowGap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    maxWidth: '1200px',
    '@media (max-width: 640px)': {
      overflowWrap: 'anywhere',
      '& button, & input, & select': { minHeight: '44px' },
    },
    margin: '0 auto',
  },
  head: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
  space: { flexGrow: 1 },
  more: { justifySelf: 'center' },
});

export function AuditScreen() {
  const styles = useStyles();
  const { t, language } = useWords();
  const { open, patient } = useView();
  const { isPhone } = useHost().place;
  const [filter, setFilter] = useState<AuditFilter>({ ...noFilter, patient });
  const audit = useAudit(filter);
  const pages = audit.data?.pages ?? [];
  const isReading = audit.isPending || audit.isPlaceholderData;
  const entries = isReading ? [] : pages.flatMap((page) => page.entries);
  const [known, setKnown] = useState<KnownPatients>(new Map());
  const { data } = audit;
  useEffect(() => {
    const pages = data?.pages ?? [];
    const named = pages.flatMap(({ patients }) => (patients === null ? [] : [{ patients }]));
    setKnown((before) => learnPatients(before, [...pages.flatMap((page) => page.entries), ...named]));
  }, [data]);
  const lookers = pages[0]?.lookers;
  const toolbar = (
    <>
      <Button appearance="subtle" icon={<ArrowLeftRegular />} onClick={() => open('list')}>
        {t('app.back')}
      </Button>
      <span className={styles.space} />
      {/* Teams on a phone has no way to keep a file. */}
      {!isPhone && <AuditFileDialog filter={filter} />}
    </>
  );
  return (
    <Screen label={t('audit.title')} toolbar={toolbar}>
      <div className={styles.root}>
        <div className={styles.head}>
          <Heading level={1} size={600}>
            {t('audit.title')}
          </Heading>
          <Sentence>{t('audit.text')}</Sentence>
        </div>
        <AuditFilters
          filter={filter}
          patients={toPatientChoices(known, filter.patient, language)}
          people={pages[0]?.people ?? []}
          onChange={setFilter}
          isFiltered={isFiltered(filter)}
        />
        {audit.isError && <Failure problem={toProblem(audit.error)} retry={() => void audit.refetch()} />}
        {isReading && <Loading />}
        {filter.patient && lookers && (
          <Lookers
            name={filter.patient.label}
            lookers={lookers}
            chosen={filter.person}
            onPerson={(person) => setFilter({ ...filter, person })}
          />
        )}
        {!isReading && audit.isSuccess && entries.length === 0 && (
          <Empty
            picture={<AuditPicture />}
            title={t('audit.none.title')}
            text={t('audit.none.text')}
            fill={false}
          />
        )}
        {entries.length > 0 && (
          <AuditTable
            entries={entries}
            known={known}
            chosen={filter.patient?.ref}
            onPatient={(chosen) => setFilter({ ...filter, patient: chosen })}
          />
        )}
        {!isReading && audit.hasNextPage && (
          <Button
            className={styles.more}
            disabledFocusable={audit.isFetchingNextPage}
            onClick={() => void audit.fetchNextPage()}
          >
            {t('audit.more')}
          </Button>
        )}
        {audit.isSuccess && !audit.hasNextPage && entries.length > 0 && (
          <Text className={styles.quiet} align="center">
            {t('audit.end')}
          </Text>
        )}
      </div>
    </Screen>
  );
}
