import { authorshipConfiguration } from '@plumbline/runtime-types/domain/authorship';
import { randomness } from '../../pallets/randomness/declaration.ts';
import { apiFunction, type RuntimeApi } from './api.ts';

const { Authorities, Randomness } = randomness.storage;

export function authorshipApi(): RuntimeApi {
  return {
    name: 'AuthorshipApi',
    docs: 'What block authors ask.',
    functions: {
      configuration: apiFunction(
        'Who may make the next block, and the randomness that its VRF is computed of.',
        {},
        authorshipConfiguration,
        (context) => ({ authorities: Authorities.get(context), randomness: Randomness.get(context) }),
      ),
    },
  };
}
