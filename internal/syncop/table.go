package syncop

// table maps package paths and names to effects. A package with a row for
// one of its synchronisation types has one for each exported method of it.
var table = map[string]map[name]Effect{
	"sync": {
		{"Mutex", "Lock"}:       {Kind: Acquire},
		{"Mutex", "TryLock"}:    {Kind: TryAcquire},
		{"Mutex", "Unlock"}:     {Kind: Release},
		{"RWMutex", "Lock"}:     {Kind: Acquire},
		{"RWMutex", "TryLock"}:  {Kind: TryAcquire},
		{"RWMutex", "Unlock"}:   {Kind: Release},
		{"RWMutex", "RLock"}:    {Kind: Acquire, Mode: Read},
		{"RWMutex", "TryRLock"}: {Kind: TryAcquire, Mode: Read},
		{"RWMutex", "RUnlock"}:  {Kind: Release, Mode: Read},
		{"RWMutex", "RLocker"}:  {Kind: ReadSide},
		{"Locker", "Lock"}:      {Kind: Acquire},
		{"Locker", "Unlock"}:    {Kind: Release},
		{"", "NewCond"}:         {Kind: NewCond},
		{"Cond", "Wait"}:        {Kind: CondWait},
		{"Cond", "Signal"}:      {Kind: CondWake},
		{"Cond", "Broadcast"}:   {Kind: CondWake, All: true},
		{"WaitGroup", "Add"}:    {Kind: Count, Amount: 1},
		{"WaitGroup", "Done"}:   {Kind: Count},
		{"WaitGroup", "Wait"}:   {Kind: Wait},
		{"WaitGroup", "Go"}:     {Kind: Spawn, Operand: 1},
		{"Once", "Do"}:          {Kind: CallOnce, Operand: 1},
		{"", "OnceFunc"}:        {},
		{"", "OnceValue"}:       {},
		{"", "OnceValues"}:      {},
		{"Pool", "Get"}:         {},
		{"Pool", "Put"}:         {},

		{"Map", "Range"}:            {Kind: Call, Operand: 1},
		{"Map", "Load"}:             {},
		{"Map", "Store"}:            {},
		{"Map", "LoadOrStore"}:      {},
		{"Map", "LoadAndDelete"}:    {},
		{"Map", "Delete"}:           {},
		{"Map", "Swap"}:             {},
		{"Map", "CompareAndSwap"}:   {},
		{"Map", "CompareAndDelete"}: {},
		{"Map", "Clear"}:            {},
	},
	"golang.org/x/sync/errgroup": {
		{"Group", "Go"}:       {Kind: Spawn, Operand: 1},
		{"Group", "TryGo"}:    {Kind: Spawn, Operand: 1},
		{"Group", "Wait"}:     {Kind: Wait},
		{"Group", "SetLimit"}: {Kind: Limit, Amount: 1},
		{"", "WithContext"}:   {Kind: MakeGroup},
	},
	"golang.org/x/sync/semaphore": {
		{"", "NewWeighted"}:        {Kind: MakeSemaphore},
		{"Weighted", "Acquire"}:    {Kind: Obtain, Amount: 2},
		{"Weighted", "TryAcquire"}: {Kind: TryObtain, Amount: 1},
		{"Weighted", "Release"}:    {Kind: Return, Amount: 1},
	},
	"golang.org/x/sync/singleflight": {
		{"Group", "Do"}:     {Kind: Call, Operand: 2},
		{"Group", "DoChan"}: {Kind: Spawn, Operand: 2},
		{"Group", "Forget"}: {},
	},
	"time": {
		{"", "AfterFunc"}: {Kind: Spawn, Operand: 1, Timed: true},
		{"", "After"}:     {Kind: TimerChan},
		{"", "Tick"}:      {Kind: TimerChan},
		{"", "NewTimer"}:  {Kind: MakeTimer},
		{"", "NewTicker"}: {Kind: MakeTimer},
	},
	"context": {
		{"", "AfterFunc"}:         {Kind: Spawn, Operand: 1},
		{"", "Background"}:        {Kind: RootContext},
		{"", "TODO"}:              {Kind: RootContext},
		{"", "WithValue"}:         {Kind: DeriveContext},
		{"", "WithCancel"}:        {Kind: MakeCancel},
		{"", "WithCancelCause"}:   {Kind: MakeCancel},
		{"", "WithDeadline"}:      {Kind: MakeCancel, Timed: true},
		{"", "WithDeadlineCause"}: {Kind: MakeCancel, Timed: true},
		{"", "WithTimeout"}:       {Kind: MakeCancel, Timed: true},
		{"", "WithTimeoutCause"}:  {Kind: MakeCancel, Timed: true},
		{"", "WithoutCancel"}:     {Kind: RootContext},
		{"", "Cause"}:             {Kind: ContextErr},
		{"Context", "Done"}:       {Kind: ContextDone},
		{"Context", "Err"}:        {Kind: ContextErr},
		{"Context", "Value"}:      {},
		{"Context", "Deadline"}:   {},
	},
	"sync/atomic": atomics(),
	"os/signal": {
		{"", "NotifyContext"}: {Kind: MakeCancel, Timed: true},
	},

	"sort": {
		{"", "Slice"}:       {Kind: Call, Operand: 1},
		{"", "SliceStable"}: {Kind: Call, Operand: 1},
		{"", "Search"}:      {Kind: Call, Operand: 1},
		{"", "Find"}:        {Kind: Call, Operand: 1},
		{"", "Sort"}:        {Kind: CallMethods, Methods: sortMethods, All: true},
		{"", "Stable"}:      {Kind: CallMethods, Methods: sortMethods, All: true},
		{"", "IsSorted"}:    {Kind: CallMethods, Methods: sortMethods[:2], All: true},
	},
	"container/heap": {
		{"", "Init"}:   {Kind: CallMethods, Methods: heapMethods, All: true},
		{"", "Push"}:   {Kind: CallMethods, Methods: heapMethods, All: true},
		{"", "Pop"}:    {Kind: CallMethods, Methods: heapMethods, All: true},
		{"", "Remove"}: {Kind: CallMethods, Methods: heapMethods, All: true},
		{"", "Fix"}:    {Kind: CallMethods, Methods: heapMethods, All: true},
	},
	"slices": {
		{"", "SortFunc"}:         {Kind: Call, Operand: 1},
		{"", "SortStableFunc"}:   {Kind: Call, Operand: 1},
		{"", "IndexFunc"}:        {Kind: Call, Operand: 1},
		{"", "ContainsFunc"}:     {Kind: Call, Operand: 1},
		{"", "DeleteFunc"}:       {Kind: Call, Operand: 1},
		{"", "CompactFunc"}:      {Kind: Call, Operand: 1},
		{"", "MinFunc"}:          {Kind: Call, Operand: 1},
		{"", "MaxFunc"}:          {Kind: Call, Operand: 1},
		{"", "BinarySearchFunc"}: {Kind: Call, Operand: 2},
		{"", "EqualFunc"}:        {Kind: Call, Operand: 2},
		{"", "CompareFunc"}:      {Kind: Call, Operand: 2},
	},
	"maps": {
		{"", "DeleteFunc"}: {Kind: Call, Operand: 1},
		{"", "EqualFunc"}:  {Kind: Call, Operand: 2},
	},
	"strings": {
		{"", "Map"}:        {Kind: Call, Operand: 0},
		{"", "FieldsFunc"}: {Kind: Call, Operand: 1},
		{"", "IndexFunc"}:  {Kind: Call, Operand: 1},
		{"", "TrimFunc"}:   {Kind: Call, Operand: 1},
	},
	"path/filepath": {
		{"", "Walk"}:    {Kind: Call, Operand: 1},
		{"", "WalkDir"}: {Kind: Call, Operand: 1},
	},
	"io/fs": {
		{"", "WalkDir"}: {Kind: Call, Operand: 2},
	},
	"go/ast": {
		{"", "Inspect"}: {Kind: Call, Operand: 1},
	},

	"fmt": {
		{"", "Print"}:    {Kind: CallMethods, Methods: printMethods},
		{"", "Println"}:  {Kind: CallMethods, Methods: printMethods},
		{"", "Printf"}:   {Kind: CallMethods, Methods: printMethods, Operand: 1, Format: 1},
		{"", "Sprint"}:   {Kind: CallMethods, Methods: printMethods},
		{"", "Sprintln"}: {Kind: CallMethods, Methods: printMethods},
		{"", "Sprintf"}:  {Kind: CallMethods, Methods: printMethods, Operand: 1, Format: 1},
		{"", "Errorf"}:   {Kind: CallMethods, Methods: printMethods, Operand: 1, Format: 1, NonNil: true},
		{"", "Fprint"}:   {Kind: CallMethods, Methods: printMethods, Operand: 1},
		{"", "Fprintln"}: {Kind: CallMethods, Methods: printMethods, Operand: 1},
		{"", "Fprintf"}:  {Kind: CallMethods, Methods: printMethods, Operand: 2, Format: 2},
	},
	"encoding/json": {
		{"", "Marshal"}:       {Kind: CallMethods, Methods: []string{"MarshalJSON", "MarshalText"}},
		{"", "MarshalIndent"}: {Kind: CallMethods, Methods: []string{"MarshalJSON", "MarshalText"}},
		{"", "Unmarshal"}:     {Kind: CallMethods, Methods: []string{"UnmarshalJSON", "UnmarshalText"}, Operand: 1},
		{"Encoder", "Encode"}: {Kind: CallMethods, Methods: []string{"MarshalJSON", "MarshalText"}, Operand: 1},
		{"Decoder", "Decode"}: {Kind: CallMethods, Methods: []string{"UnmarshalJSON", "UnmarshalText"}, Operand: 1},
	},
	"errors": {
		{"", "New"}: {NonNil: true},
	},

	"log": {
		{"", "Print"}:         {Kind: CallMethods, Methods: printMethods},
		{"", "Println"}:       {Kind: CallMethods, Methods: printMethods},
		{"", "Printf"}:        {Kind: CallMethods, Methods: printMethods, Operand: 1, Format: 1},
		{"Logger", "Print"}:   {Kind: CallMethods, Methods: printMethods, Operand: 1},
		{"Logger", "Println"}: {Kind: CallMethods, Methods: printMethods, Operand: 1},
		{"Logger", "Printf"}:  {Kind: CallMethods, Methods: printMethods, Operand: 2, Format: 2},
		{"", "Fatal"}:         {Kind: Exit},
		{"", "Fatalf"}:        {Kind: Exit},
		{"", "Fatalln"}:       {Kind: Exit},
		{"", "Panic"}:         {Kind: Unwind},
		{"", "Panicf"}:        {Kind: Unwind},
		{"", "Panicln"}:       {Kind: Unwind},
		{"Logger", "Fatal"}:   {Kind: Exit},
		{"Logger", "Fatalf"}:  {Kind: Exit},
		{"Logger", "Fatalln"}: {Kind: Exit},
		{"Logger", "Panic"}:   {Kind: Unwind},
		{"Logger", "Panicf"}:  {Kind: Unwind},
		{"Logger", "Panicln"}: {Kind: Unwind},
	},
	"os":      {{"", "Exit"}: {Kind: Exit}},
	"syscall": {{"", "Exit"}: {Kind: Exit}},
	"runtime": {{"", "Goexit"}: {Kind: Unwind}},
	"testing": {
		{"common", "Fatal"}:   {Kind: Unwind},
		{"common", "Fatalf"}:  {Kind: Unwind},
		{"common", "FailNow"}: {Kind: Unwind},
		{"common", "Skip"}:    {Kind: Unwind, Skips: true},
		{"common", "Skipf"}:   {Kind: Unwind, Skips: true},
		{"common", "SkipNow"}: {Kind: Unwind, Skips: true},
		{"TB", "Fatal"}:       {Kind: Unwind},
		{"TB", "Fatalf"}:      {Kind: Unwind},
		{"TB", "FailNow"}:     {Kind: Unwind},
		{"TB", "Skip"}:        {Kind: Unwind, Skips: true},
		{"TB", "Skipf"}:       {Kind: Unwind, Skips: true},
		{"TB", "SkipNow"}:     {Kind: Unwind, Skips: true},
	},

	// Loggers and assertion libraries whose no-return methods end in
	// indirect calls that no analysis of their bodies would see through.
	"go.uber.org/zap": {
		{"Logger", "Fatal"}:         {Kind: Exit},
		{"Logger", "Panic"}:         {Kind: Unwind},
		{"SugaredLogger", "Fatal"}:  {Kind: Exit},
		{"SugaredLogger", "Fatalf"}: {Kind: Exit},
		{"SugaredLogger", "Fatalw"}: {Kind: Exit},
		{"SugaredLogger", "Panic"}:  {Kind: Unwind},
		{"SugaredLogger", "Panicf"}: {Kind: Unwind},
		{"SugaredLogger", "Panicw"}: {Kind: Unwind},
	},
	"github.com/sirupsen/logrus": {
		{"", "Fatal"}:         {Kind: Exit},
		{"", "Fatalf"}:        {Kind: Exit},
		{"", "Panic"}:         {Kind: Unwind},
		{"", "Panicf"}:        {Kind: Unwind},
		{"Logger", "Fatal"}:   {Kind: Exit},
		{"Logger", "Fatalf"}:  {Kind: Exit},
		{"Entry", "Fatal"}:    {Kind: Exit},
		{"Entry", "Fatalf"}:   {Kind: Exit},
		{"Logger", "Panic"}:   {Kind: Unwind},
		{"Logger", "Panicf"}:  {Kind: Unwind},
		{"Entry", "Panic"}:    {Kind: Unwind},
		{"Entry", "Panicf"}:   {Kind: Unwind},
		{"Logger", "Exit"}:    {Kind: Exit},
		{"", "Exit"}:          {Kind: Exit},
		{"Logger", "Fatalln"}: {Kind: Exit},
		{"", "Fatalln"}:       {Kind: Exit},
	},
	"k8s.io/klog/v2": {
		{"", "Fatal"}:   {Kind: Exit},
		{"", "Fatalf"}:  {Kind: Exit},
		{"", "Fatalln"}: {Kind: Exit},
		{"", "Exit"}:    {Kind: Exit},
		{"", "Exitf"}:   {Kind: Exit},
	},
	"github.com/stretchr/testify/require": {
		{"", "FailNow"}:            {Kind: Unwind},
		{"", "Fail"}:               {Kind: Unwind},
		{"Assertions", "FailNow"}:  {Kind: Unwind},
		{"Assertions", "FailNowf"}: {Kind: Unwind},
	},
}

// atomics returns the rows of sync/atomic: its types and functions come in many
// sizes.
func atomics() map[name]Effect {
	rows := make(map[name]Effect)
	ops := map[string]Kind{"Load": AtomicLoad, "Store": AtomicStore, "Swap": AtomicSwap, "CompareAndSwap": AtomicSwapIf, "Add": AtomicAdd}
	numbers := []string{"Int32", "Int64", "Uint32", "Uint64", "Uintptr"}
	for op, kind := range ops {
		for _, t := range numbers {
			rows[name{t, op}] = Effect{Kind: kind}
			rows[name{"", op + t}] = Effect{Kind: kind}
		}
		if op == "Add" {
			continue
		}
		for _, t := range []string{"Bool", "Pointer", "Value"} {
			rows[name{t, op}] = Effect{Kind: kind}
		}
		rows[name{"", op + "Pointer"}] = Effect{Kind: kind}
	}
	for _, op := range []string{"And", "Or"} {
		for _, t := range numbers {
			rows[name{t, op}] = Effect{}
			rows[name{"", op + t}] = Effect{}
		}
	}
	return rows
}

// locker maps the names of methods to effects, for interfaces that have those
// of sync.Locker.
var locker = map[string]Effect{
	"Lock":     {Kind: Acquire},
	"TryLock":  {Kind: TryAcquire},
	"Unlock":   {Kind: Release},
	"RLock":    {Kind: Acquire, Mode: Read},
	"TryRLock": {Kind: TryAcquire, Mode: Read},
	"RUnlock":  {Kind: Release, Mode: Read},
}

// The methods that package functions call on their arguments.
var (
	sortMethods  = []string{"Len", "Less", "Swap"}
	heapMethods  = []string{"Len", "Less", "Swap", "Push", "Pop"}
	printMethods = []string{"Format", "Error", "String"}
)
