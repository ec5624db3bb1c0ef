import { defineJob } from '../job-definition.js';
import { assertHandled, HandlesJob } from './handles-job.js';

describe('the handlers of the declared jobs', () => {
  it('must exist once each, or the process does not start', () => {
    expect(assertHandled).not.toThrow();
    const paint = defineJob('test.paint');
    expect(assertHandled).toThrow('The job test.paint has no handler');

    @HandlesJob(paint)
    class Painter {
      run = async () => undefined;
    }
    expect(assertHandled).not.toThrow();

    @HandlesJob(paint)
    class Decorator {
      run = async () => undefined;
    }
    expect(assertHandled).toThrow('The job test.paint has more than one handler: Painter and Decorator.');
    expect([Painter, Decorator]).toHaveLength(2);
  });

  it.each(['bundle', 'Catalog.bundle', 'catalog.make_bundle', 'catalog.'])('refuses the name %s', (name) => {
    expect(() => defineJob(name)).toThrow('is not a valid job name');
  });

  it('refuses a name twice', () => {
    // With a handler, because the first test requires one for every declared job.
    @HandlesJob(defineJob('test.twice'))
    class Twice {
      run = async () => undefined;
    }
    expect(Twice).toBeDefined();
    expect(() => defineJob('test.twice')).toThrow('declared twice');
  });
});
