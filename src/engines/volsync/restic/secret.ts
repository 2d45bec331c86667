import type { Construct } from 'constructs';
import { appLabels } from '../../../constructs/kit/labels';
import { addVaultSecret } from '../../../constructs/kit/vault-secret';
import type { AppName } from '../../../model/app/app-name';
import type { ResticSource } from '../../../model/restic/decide';
import { resticItem, resticKeyFields, resticSettings } from '../../../model/restic/place';
import { renderSecretText } from '../../../model/values/secret-text';

/** The Secret that opens one app's repository of Restic's; nothing where it exists. */
export function addResticSecret(scope: Construct, id: string, { app, namespace }: AppName, to: ResticSource) {
  const { repository, secret, place } = to;
  return (
    secret.made &&
    addVaultSecret(scope, id, {
      ...secret.made,
      namespace,
      labels: appLabels(app),
      password: repository.secret,
      credentials: resticItem(repository),
      keys: ({ password, credential }) => ({
        RESTIC_PASSWORD: password,
        RESTIC_REPOSITORY: renderSecretText(place.url, credential),
        ...Object.fromEntries(
          Object.entries(resticKeyFields(repository)).map(([key, field]) => [key, credential(`${field}`)]),
        ),
        ...resticSettings(repository),
      }),
    })
  );
}

/** Where a repository is that is opened by a Secret that is not ours, which nothing else in the output would say. */
export function resticLocation({ secret, place }: ResticSource): Record<string, string> | undefined {
  return secret.made === undefined ? { 'cdk8s-volsync-kopia/location': place.address } : undefined;
}
