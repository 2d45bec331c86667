import { forgetCounts } from './counts';

export default forgetCounts;
