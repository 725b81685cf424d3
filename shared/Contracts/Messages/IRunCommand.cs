namespace Trainyard.Contracts;

/// <summary>A command that belongs to a run: most of them have one step done, once for each run.</summary>
public interface IRunCommand : IRunMessage, ICommand
{
    string ICommand.Key => $"{RunId}";
}
