import { type Call, CannotRun, listOption, type Outcome, type Subcommand, textOption } from '../subcommand';

export const talosPatch: Subcommand = {
  usage: 'talos-patch',
  summary: 'the Talos patch that admission policies need on Kubernetes 1.32 to 1.35',
  options: [
    { flags: '--kubernetes <version>', says: 'the version of the cluster, such as 1.33' },
    { flags: '--form <form>', says: 'machine-config, or document as Talos 1.14 has it (default: machine-config)' },
    { flags: '--feature-gate <name=true>', says: 'a feature gate that is set already', repeated: true },
    { flags: '--runtime-config <group/v=true>', says: 'a runtime-config that is set already', repeated: true },
  ],
  prints: false,
  run,
};

async function run({ options }: Call): Promise<Outcome> {
  const kubernetes = textOption(options, 'kubernetes');
  if (kubernetes === undefined) {
    throw new CannotRun('--kubernetes is missing; write the version of the cluster, such as --kubernetes 1.33');
  }
  const { talosPatch } = await import('../../engines/volsync/admission/talos-patch');
  const form = textOption(options, 'form') as Parameters<typeof talosPatch>[0]['form'];
  try {
    const gates = {
      featureGates: listOption(options, 'featureGate'),
      runtimeConfig: listOption(options, 'runtimeConfig'),
    };
    return { text: talosPatch({ kubernetes, form, ...gates }) };
  } catch (error) {
    throw new CannotRun(error instanceof Error ? error.message : String(error));
  }
}
