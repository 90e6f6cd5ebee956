// The personal tab: every list of the teams that this person belongs to, with a way into the channel's tab.

import { Button, Card, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useCallback } from 'react';
import type { ListSummary } from '../../api/contract/lists.schema';
import { paths } from '../../api/contract/paths';
import type { MyLists } from '../../api/contract/session.schema';
import { toSubPageId } from '../host/deep-link';
import { useHost, useNotifyReady } from '../host/useHost';
import { useWords } from '../i18n/useWords';
import type { AnyProblem } from '../net/problem';
import { useApi } from '../net/useApi';
import { useComeBack } from '../net/useComeBack';
import { useResource } from '../net/useResource';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Heading } from '../ui/Heading';
import { Loading } from '../ui/Loading';
import { ListPicture } from '../ui/pictures';
import { Screen } from '../ui/Screen';
import { useTimes } from '../ui/useTimes';

type Team = MyLists['teams'][number];

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalXL },
  team: { display: 'grid', rowGap: tokens.spacingVerticalS },
  quiet: { color: tokens.colorNeutralForeground3 },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalS },
  card: { flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  words: { flexGrow: 1, flexBasis: '220px', display: 'grid' },
});

export interface MyListsProps {
  /** Instead of the whole screen, when nothing could be read: a sign-in that Teams wants confirmed, no network. */
  readonly renderFailure: (failure: {
    readonly problem: AnyProblem;
    readonly retry: () => void;
  }) => ReactNode;
  /** Over the bottom of what could be read. */
  readonly notices: ReactNode;
}

export function MyListsScreen({ renderFailure, notices }: MyListsProps) {
  const styles = useStyles();
  const { t } = useWords();
  const api = useApi();
  const read = useCallback(
    async (signal: AbortSignal) => (await api.get<MyLists>(paths.myLists, { signal })).data,
    [api],
  );
  const { resource, refresh } = useResource(read);
  useNotifyReady(resource.state !== 'loading');
  const retry = useCallback(() => void refresh(), [refresh]);
  useComeBack(retry);
  if (resource.state === 'failed') return renderFailure({ problem: resource.problem, retry });
  const teams = 'data' in resource ? resource.data.teams : [];
  return (
    <Screen label={t('myLists.label')} width="narrow">
      {notices}
      {resource.state === 'loading' && <Loading />}
      {'problem' in resource && <Failure problem={resource.problem} retry={retry} />}
      {resource.state === 'ready' && teams.length === 0 && (
        <Empty picture={<ListPicture />} title={t('myLists.none.title')} text={t('myLists.none.text')} />
      )}
      {teams.length > 0 && (
        <div className={styles.root}>
          <Heading level={1} size={600}>
            {t('myLists.title')}
          </Heading>
          {teams.map((team) => (
            <TeamLists key={`${team.teamId} ${team.channelId}`} team={team} />
          ))}
        </div>
      )}
    </Screen>
  );
}

function TeamLists({ team }: { readonly team: Team }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <section className={styles.team} aria-label={`${team.teamName}, ${team.channelName}`}>
      <Heading level={2} size={300}>
        {team.teamName} <span className={styles.quiet}>{team.channelName}</span>
      </Heading>
      {team.lists.length === 0 && <Text className={styles.quiet}>{t('myLists.noneInTeam')}</Text>}
      <ul className={styles.list}>
        {team.lists.map((list) => (
          <ListCard key={list.id} list={list} team={team} />
        ))}
      </ul>
    </section>
  );
}

function ListCard({ list, team }: { readonly list: ListSummary; readonly team: Team }) {
  const styles = useStyles();
  const { t } = useWords();
  const { dateTime } = useTimes();
  const host = useHost();
  const updated = t('myLists.updated', { time: dateTime(list.updatedAt), name: list.updatedBy.name });
  return (
    <li>
      <Card className={styles.card} focusMode="off" data-testid="my-list">
        <div className={styles.words}>
          <Text weight="semibold">{list.name}</Text>
          <Text size={200} className={styles.quiet}>
            {[
              t('myLists.patients', { count: list.patientCount }),
              ...(list.isDefault ? [t('myLists.default')] : []),
              updated,
            ].join(' · ')}
          </Text>
        </div>
        {host.canOpenChannelTab && (
          <Button
            aria-label={t('myLists.openOf', { name: list.name, team: team.teamName })}
            onClick={() =>
              host.openChannelTab({ channelId: team.channelId, subPageId: toSubPageId({ listId: list.id }) })
            }
          >
            {t('myLists.open')}
          </Button>
        )}
      </Card>
    </li>
  );
}
