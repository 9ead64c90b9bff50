using System.Runtime.CompilerServices;

namespace Textak.Web.Platform;

/// <summary>
/// To begin later, so that more is done in one go: <c>await Behind.All</c> goes on behind whatever the thread pool has been given by now, and never
/// at once. After a yield one would be first again, for what a thread gives itself it takes up before what others gave.
/// </summary>
internal readonly struct Behind : ICriticalNotifyCompletion
{
    public static Behind All => default;

    public bool IsCompleted => false;

    public Behind GetAwaiter() => this;

    public void GetResult()
    {
        // There is nothing to say
    }

    public void OnCompleted(Action continuation) => ThreadPool.QueueUserWorkItem(static next => next(), continuation, preferLocal: false);
    public void UnsafeOnCompleted(Action continuation) => ThreadPool.UnsafeQueueUserWorkItem(static next => next(), continuation, preferLocal: false);
}
