import { clusterNodes } from './cluster-nodes.js';
import { rangesOf, rangesText } from './slot-ranges.js';

const answer = `aa 127.0.0.1:7001@17001,host myself,master - 0 0 1 connected 0-2 5 [6->-bb] [9-<-bb]
bb 127.0.0.1:7002@17002 master,fail - 1 2 2 disconnected 6-9
cc ::1:7003@17003 slave aa 0 3 1 connected
dd 127.0.0.1:7004@17004 handshake - 0 0 0 connected
ee :0@0 master,noaddr - 0 0 0 disconnected
`;

describe('the answer to CLUSTER NODES', () => {
  it('is parsed, with slots that are being moved', () => {
    expect(clusterNodes(answer)).toEqual([
      {
        id: 'aa',
        self: true,
        host: '127.0.0.1',
        port: 7001,
        role: 'primary',
        failed: false,
        slots: [0, 1, 2, 5],
        open: [
          { slot: 6, direction: 'to', peer: 'bb' },
          { slot: 9, direction: 'from', peer: 'bb' },
        ],
      },
      {
        id: 'bb',
        self: false,
        host: '127.0.0.1',
        port: 7002,
        role: 'primary',
        failed: true,
        slots: [6, 7, 8, 9],
        open: [],
      },
      {
        id: 'cc',
        self: false,
        host: '::1',
        port: 7003,
        role: 'replica',
        primaryId: 'aa',
        failed: false,
        slots: [],
        open: [],
      },
    ]);
  });

  it('is shown with slots as ranges', () => {
    expect(rangesText(rangesOf([0, 1, 2, 5, 7, 8]))).toBe('0-2 5 7-8');
    expect(rangesOf([])).toEqual([]);
  });
});
