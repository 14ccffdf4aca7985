import { Component } from 'react';

interface Props {
  readonly children: React.ReactNode;
  /** What stands there when drawing failed. */
  readonly fallback: React.ReactNode;
  readonly onFall: () => void;
}

/** A bug in drawing must not leave a white screen in a hall: it becomes "out of service", and the page starts anew. */
export class SafetyNet extends Component<Props, { readonly hasFallen: boolean }> {
  override state = { hasFallen: false };

  static getDerivedStateFromError(): { readonly hasFallen: boolean } {
    return { hasFallen: true };
  }

  override componentDidCatch(): void {
    this.props.onFall();
  }

  override render(): React.ReactNode {
    return this.state.hasFallen ? this.props.fallback : this.props.children;
  }
}
