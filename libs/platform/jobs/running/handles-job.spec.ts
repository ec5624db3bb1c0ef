import { defineJob } from '../job-definition.js';
import { assertHandled, HandlesJob } from './handles-job.js';

describe('the handlers of the declared jobs', () => {
  it('are there once each, or the process does not start', () => {
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
    expect(() => defineJob(name)).toThrow('is no name for a job');
  });

  it('refuses a name twice', () => {
    // With a handler, since the other test asks for all that are declared.
    @HandlesJob(defineJob('test.twice'))
    class Twice {
      run = async () => undefined;
    }
    expect(Twice).toBeDefined();
    expect(() => defineJob('test.twice')).toThrow('declared twice');
  });
});
