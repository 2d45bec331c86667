import type { VolsyncAppProps } from '../index';
import { home } from './cluster';

/** An app of the home cluster and the namespace it lives in. */
export interface HomeApp extends VolsyncAppProps {
  readonly namespace: string;
}

// The minutes were spread by hand before there was a hash to do it; they stay, so that no schedule moves.
const standard = (nas: number, b2: number) => home.plans.standard.at({ nas, b2 });
const critical = (nas: number, b2: number) => home.plans.critical.at({ nas, b2 });

/** The user that the images of these apps insist on; the NAS maps everybody to one. */
const mover = { uid: 1000, gid: 1000 };

/** Who is protected. */
export const apps: readonly HomeApp[] = [
  { namespace: 'cortex', app: 'mempalace', capacity: '15Gi', plan: standard(25, 49) },
  { namespace: 'database', app: 'mariadb', capacity: '8Gi', plan: critical(10, 4), copyMethod: 'Clone' },
  { namespace: 'downloads', app: 'bazarr', capacity: '5Gi', plan: standard(1, 10) },
  { namespace: 'downloads', app: 'bazarr-foreign', capacity: '5Gi', plan: standard(2, 12) },
  { namespace: 'downloads', app: 'bazarr-uhd', capacity: '5Gi', plan: standard(3, 14) },
  { namespace: 'downloads', app: 'kapowarr', capacity: '2Gi', plan: standard(11, 26) },
  { namespace: 'downloads', app: 'lidarr', capacity: '2Gi', plan: standard(31, 57) },
  { namespace: 'downloads', app: 'lncrawl', capacity: '5Gi', plan: standard(37, 52) },
  { namespace: 'downloads', app: 'metube', capacity: '2Gi', plan: standard(14, 32) },
  { namespace: 'downloads', app: 'qbittorrent', capacity: '2Gi', plan: standard(26, 50) },
  { namespace: 'downloads', app: 'qui', capacity: '5Gi', plan: standard(27, 52) },
  { namespace: 'downloads', app: 'radarr', capacity: '2Gi', plan: standard(28, 54) },
  { namespace: 'downloads', app: 'radarr-uhd', capacity: '2Gi', plan: standard(29, 56) },
  { namespace: 'downloads', app: 'recyclarr', capacity: '1Gi', plan: standard(32, 1) },
  { namespace: 'downloads', app: 'sabnzbd', capacity: '1Gi', plan: standard(36, 7) },
  { namespace: 'downloads', app: 'shelfmark', capacity: '2Gi', plan: standard(20, 50) },
  { namespace: 'downloads', app: 'slskd', capacity: '2Gi', plan: standard(33, 51) },
  { namespace: 'downloads', app: 'sonarr', capacity: '2Gi', plan: standard(38, 11) },
  { namespace: 'downloads', app: 'sonarr-foreign', capacity: '2Gi', plan: standard(39, 13) },
  { namespace: 'downloads', app: 'sonarr-uhd', capacity: '2Gi', plan: standard(41, 15) },
  { namespace: 'downloads', app: 'suwayomi', capacity: '2Gi', plan: standard(18, 48) },
  { namespace: 'downloads', app: 'tranga', capacity: '1Gi', plan: standard(22, 52) },
  { namespace: 'entertainment', app: 'audiobookshelf', capacity: '20Gi', plan: standard(20, 8) },
  { namespace: 'entertainment', app: 'kavita', capacity: '4Gi', plan: standard(12, 28) },
  { namespace: 'entertainment', app: 'kometa', capacity: '10Gi', plan: standard(24, 48) },
  { namespace: 'entertainment', app: 'komf', capacity: '1Gi', plan: standard(15, 45) },
  { namespace: 'entertainment', app: 'maloja', capacity: '5Gi', plan: standard(24, 44) },
  { namespace: 'entertainment', app: 'mangarr', capacity: '2Gi', plan: standard(33, 53) },
  { namespace: 'entertainment', app: 'navidrome', capacity: '5Gi', plan: standard(22, 48) },
  { namespace: 'entertainment', app: 'peertube', capacity: '2Gi', plan: standard(21, 42) },
  { namespace: 'entertainment', app: 'plex', capacity: '60Gi', plan: standard(23, 46) },
  { namespace: 'entertainment', app: 'seerr', capacity: '2Gi', plan: standard(37, 9) },
  { namespace: 'entertainment', app: 'tautulli', capacity: '2Gi', plan: standard(43, 19) },
  { namespace: 'entertainment', app: 'wizarr', capacity: '2Gi', plan: standard(46, 23) },
  { namespace: 'games', app: 'game-scout', capacity: '2Gi', plan: standard(18, 20), mover },
  { namespace: 'games', app: 'pelican', capacity: '5Gi', plan: standard(22, 44) },
  { namespace: 'games', app: 'pelican-dev', capacity: '5Gi', plan: standard(47, 25) },
  { namespace: 'games', app: 'romm', capacity: '15Gi', plan: standard(34, 5) },
  { namespace: 'home-automation', app: 'home-assistant', capacity: '2Gi', plan: standard(8, 22) },
  { namespace: 'home-automation', app: 'n8n', capacity: '5Gi', plan: critical(5, 2) },
  { namespace: 'home', app: 'bookstack', capacity: '5Gi', plan: standard(4, 16) },
  { namespace: 'home', app: 'filebrowser', capacity: '2Gi', plan: standard(7, 20) },
  { namespace: 'home', app: 'linkwarden', capacity: '10Gi', plan: standard(13, 30) },
  { namespace: 'home', app: 'paperless', capacity: '20Gi', plan: standard(17, 36) },
  { namespace: 'home', app: 'paperless-ai', capacity: '2Gi', plan: standard(19, 40) },
  { namespace: 'home', app: 'paperless-gpt', capacity: '2Gi', plan: standard(18, 38) },
  { namespace: 'home', app: 'thelounge', capacity: '1Gi', plan: standard(44, 21) },
  { namespace: 'observability', app: 'notifiarr', capacity: '1Gi', plan: standard(16, 34) },
  { namespace: 'observability', app: 'redisinsight', capacity: '1Gi', plan: standard(33, 3) },
  { namespace: 'security', app: 'pocket-id', capacity: '1Gi', plan: critical(0, 0), copyMethod: 'Clone' },
  { namespace: 'storage', app: 'syncthing', capacity: '32Gi', plan: standard(42, 17) },
  { namespace: 'vitals', app: 'influxdb', capacity: '20Gi', plan: standard(9, 24), mover },
];
