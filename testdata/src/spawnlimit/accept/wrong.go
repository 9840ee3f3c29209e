package accept

import (
	"crypto/tls"
	"net"
	"sync"
)

func plain(l net.Listener, handle func(net.Conn)) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		go handle(conn) // want `each connection gets a goroutine, and nothing limits how many there are`
	}
}

type server struct {
	l  *net.TCPListener
	wg sync.WaitGroup
}

func (s *server) serve(conf *tls.Config) {
	defer s.wg.Wait()
	for {
		conn, err := s.l.AcceptTCP()
		if err != nil {
			return
		}
		s.wg.Add(1)
		go func() { // want `each connection gets a goroutine`
			defer s.wg.Done()
			tls.Server(conn, conf).Handshake()
		}()
	}
}
