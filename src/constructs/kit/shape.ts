import type { Construct } from 'constructs';
import { isDeclaredRepository } from '../../model/repository/repository';
import { show } from '../../model/rules/show';
import { withoutStack } from '../../model/rules/without-stack';

/** Checks that a prop is a repository, which only plain JavaScript can fail. @throws TypeError if it is none */
export function requireRepository(construct: Construct, field: string, value: unknown): void {
  if (!isDeclaredRepository(value)) {
    const seen = show(value);
    throw withoutStack(
      new TypeError(
        `[${construct.node.path}] ${field}: ${seen} is not a repository; use one of the cluster's, cluster.repositories.<name>`,
      ),
    );
  }
}
