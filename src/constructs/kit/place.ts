import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { show } from '../../model/rules/show';
import { withoutStack } from '../../model/rules/without-stack';

const ANOTHER_NAME = 'remove one of them, or give it another name';

/**
 * Checks that a construct can be made below a scope under an id, in our words: those of `constructs` and `cdk8s` name
 * neither the place nor the repair.
 * @param apart how a second one of that id can be told from the first
 * @throws Error if it cannot
 */
export function requirePlace(scope: Construct, id: string, apart = ANOTHER_NAME): void {
  if (!Construct.isConstruct(scope)) {
    throw withoutStack(
      new TypeError(`[${id}] scope: ${show(scope)} is no place for a construct; give it a chart, as in (chart, props)`),
    );
  }
  const path = [scope.node.path, id].filter((each) => each !== '').join('/');
  if (!scope.node.scopes.some((each) => Chart.isChart(each))) {
    throw withoutStack(
      new Error(
        `[${path}] scope: it is in no chart, so it would be in no file; make it in one, app.chart(namespace, name) or new Chart(app, name, { namespace }) (rule F3)`,
      ),
    );
  }
  if (scope.node.tryFindChild(id)) {
    throw withoutStack(
      new Error(
        `[${path}] id: ${show(id)} is made here already, and one would overwrite the other; ${apart} (rule F3)`,
      ),
    );
  }
}
