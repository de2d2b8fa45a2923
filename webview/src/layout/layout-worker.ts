/** ELK itself, in a worker of its own: it speaks the protocol of elkjs' `elk-api` and needs nothing of ours. */
import 'elkjs/lib/elk-worker.min.js';
