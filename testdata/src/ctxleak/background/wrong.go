package background

import "context"

func load(ctx context.Context, s *store) error {
	return s.get(context.Background(), "config") // want `\(\*store\)\.get gets context\.Background instead of ctx`
}

func todo(ctx context.Context, s *store) error {
	if err := s.get(ctx, "config"); err != nil {
		return err
	}
	return work(context.TODO()) // want `work gets context\.TODO instead of ctx`
}

func dynamic(c context.Context, f func(context.Context)) {
	f(context.Background()) // want `the function called gets context\.Background instead of c`
}

func inLiteral(s *store) {
	s.each(func(ctx context.Context) error {
		return s.get(context.Background(), "item") // want `gets context\.Background instead of ctx`
	})
}
